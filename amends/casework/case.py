"""A case: our record of dealing with a complaint, its stages and its place in the order of handling."""

from __future__ import annotations

from typing import Literal, get_args

Stage = Literal["received", "acknowledged", "assessed", "in_progress", "resolved", "closed"]
Priority = Literal["low", "normal", "high", "urgent"]
Disposition = Literal[
    "resolved_by_assistant", "resolved_by_agent", "callback_promised", "abandoned", "ended_for_conduct"
]

STAGES: tuple[Stage, ...] = get_args(Stage)
PRIORITIES: tuple[Priority, ...] = get_args(Priority)
DISPOSITIONS: tuple[Disposition, ...] = get_args(Disposition)

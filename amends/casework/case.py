"""A case: our record of dealing with a complaint, and the stages it goes through."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

Stage = Literal["received", "acknowledged", "assessed", "in_progress", "resolved", "closed"]
Disposition = Literal[
    "resolved_by_assistant", "resolved_by_agent", "callback_promised", "abandoned", "ended_for_conduct"
]

STAGES: tuple[Stage, ...] = get_args(Stage)
DISPOSITIONS: tuple[Disposition, ...] = get_args(Disposition)

FINISHED: frozenset[Stage] = frozenset({"resolved", "closed"})

# Work may skip stages on its way forward, but a finished case only goes back to being worked on.
_REOPENED: Mapping[Stage, frozenset[Stage]] = {
    "resolved": frozenset({"in_progress"}),
    "closed": frozenset({"in_progress"}),
}


class IllegalStage(ValueError):
    """A case was asked to go to a stage that its present stage does not lead to."""


def next_stages(stage: Stage) -> frozenset[Stage]:
    """The stages that may follow a stage."""
    return frozenset(STAGES[STAGES.index(stage) + 1 :]) | _REOPENED.get(stage, frozenset())


def may_become(now: str, to: str) -> bool:
    """Whether a case may go from one stage to the other."""
    return now in STAGES and to in next_stages(now)


def check_stage(now: str, to: str) -> None:
    """Raise IllegalStage unless a case may go from one stage to the other."""
    if not may_become(now, to):
        raise IllegalStage(f"a case that is {now} cannot become {to}")

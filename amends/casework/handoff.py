"""A handoff: the transfer of a conversation to a person, and the only steps it may take."""

from __future__ import annotations

from typing import Literal, get_args

HandoffStatus = Literal[
    "requested", "offered", "accepted", "active", "returned", "completed", "failed", "expired"
]
HandoffReason = Literal[
    "customer_asked", "frustration_peak", "clarification_exhausted", "severity_high", "legal_threat",
    "vulnerable_customer", "abuse", "danger", "budget_exhausted",
]  # fmt: skip

HANDOFF_STATUSES: tuple[HandoffStatus, ...] = get_args(HandoffStatus)
HANDOFF_REASONS: tuple[HandoffReason, ...] = get_args(HandoffReason)

"""A handoff: the transfer of a conversation to a person, and the only steps it may take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, get_args

HandoffStatus = Literal[
    "requested", "offered", "accepted", "active", "returned", "completed", "failed", "expired"
]
HandoffReason = Literal[
    "customer_asked", "frustration_peak", "clarification_exhausted", "severity_high", "legal_threat",
    "vulnerable_customer", "abuse", "danger", "budget_exhausted", "assistant_failed",
]  # fmt: skip

HANDOFF_STATUSES: tuple[HandoffStatus, ...] = get_args(HandoffStatus)
HANDOFF_REASONS: tuple[HandoffReason, ...] = get_args(HandoffReason)

# An offered handoff that nobody takes goes back to the queue; an accepted one may end before a word is said.
NEXT: Mapping[str, frozenset[str]] = {
    "requested": frozenset({"offered", "accepted", "failed", "expired"}),
    "offered": frozenset({"requested", "accepted", "failed", "expired"}),
    "accepted": frozenset({"active", "returned", "completed", "failed"}),
    "active": frozenset({"returned", "completed", "failed"}),
    "returned": frozenset(),
    "completed": frozenset(),
    "failed": frozenset(),
    "expired": frozenset(),
}
WAITING: tuple[HandoffStatus, ...] = ("requested", "offered")
HELD: tuple[HandoffStatus, ...] = ("accepted", "active")
ENDED: tuple[HandoffStatus, ...] = ("returned", "completed", "failed", "expired")

# Fewer waits than this say too little about the next one.
ENOUGH_WAITS = 3


class IllegalHandoffStep(ValueError):
    """A handoff was asked to take a step that its status does not allow."""


def check_handoff_step(now: str, to: str) -> None:
    """Raise IllegalHandoffStep unless a handoff may go from one status to the other."""
    if to not in NEXT.get(now, frozenset()):
        raise IllegalHandoffStep(f"a handoff that is {now} cannot become {to}")


def expected_wait_s(recent_waits_s: Sequence[float]) -> float | None:
    """An honest wait in seconds: nine in ten recent handoffs were accepted within it; None when unknown."""
    if len(recent_waits_s) < ENOUGH_WAITS:
        return None
    ordered = sorted(recent_waits_s)
    return ordered[max(0, -(-9 * len(ordered) // 10) - 1)]

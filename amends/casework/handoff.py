"""A handoff: the transfer of a conversation to a person, and the only steps it may take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from amends.casework.case import Disposition, Stage

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

WrapUp = Literal[
    "resolved", "callback_agreed", "passed_on", "customer_left", "not_a_complaint", "ended_for_conduct"
]
WRAP_UPS: tuple[WrapUp, ...] = get_args(WrapUp)


@dataclass(frozen=True)
class CaseAfter:
    """What a wrap-up makes of the case: its stage and disposition, None where they stay as they are."""

    stage: Stage | None
    disposition: Disposition | None


# Neither a customer who left nor one who was shown the door has had the harm undone: their case stays open.
_CASE_AFTER: Mapping[str, CaseAfter] = {
    "resolved": CaseAfter("resolved", "resolved_by_agent"),
    "callback_agreed": CaseAfter("in_progress", "callback_promised"),
    "passed_on": CaseAfter("in_progress", None),
    "customer_left": CaseAfter("in_progress", "abandoned"),
    "not_a_complaint": CaseAfter("closed", None),
    "ended_for_conduct": CaseAfter("in_progress", "ended_for_conduct"),
}

# Fewer waits than this say too little about the next one.
ENOUGH_WAITS = 3


class IllegalHandoffStep(ValueError):
    """A handoff was asked to take a step that its status does not allow."""


def check_handoff_step(now: str, to: str) -> None:
    """Raise IllegalHandoffStep unless a handoff may go from one status to the other."""
    if to not in NEXT.get(now, frozenset()):
        raise IllegalHandoffStep(f"a handoff that is {now} cannot become {to}")


class UnknownWrapUp(ValueError):
    """There is no such way of wrapping a handoff up."""


def check_wrap_up(name: str) -> None:
    """Raise UnknownWrapUp unless a handoff may be wrapped up like this."""
    if name not in WRAP_UPS:
        raise UnknownWrapUp(f"{name!r} is no wrap-up; choose one of {', '.join(WRAP_UPS)}")


def case_after(wrap_up: str) -> CaseAfter:
    """What a wrap-up makes of the case. Raises UnknownWrapUp."""
    check_wrap_up(wrap_up)
    return _CASE_AFTER[wrap_up]


def expected_wait_s(recent_waits_s: Sequence[float]) -> float | None:
    """An honest wait in seconds: nine in ten recent handoffs were accepted within it; None when unknown."""
    if len(recent_waits_s) < ENOUGH_WAITS:
        return None
    ordered = sorted(recent_waits_s)
    return ordered[max(0, -(-9 * len(ordered) // 10) - 1)]

"""The clock of a handoff: which moment belongs to which status, and what is due when it has come."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

Due = Literal["reckon", "offer", "lapse", "expire", "fail"]


@dataclass(frozen=True)
class Timings:
    """Seconds that a business gives its agents.

    `offer_s`: an offer stands this long. `accept_within_s`: somebody must have accepted, from the first
    offer on. `unattended_s`: the same while nobody is on duty. `first_reply_within_s`: from accepting to
    the first words. `gone_after_s`: an agent not seen for this long while the customer waits has gone.
    """

    offer_s: float = 30.0
    accept_within_s: float = 600.0
    unattended_s: float = 3600.0
    first_reply_within_s: float = 180.0
    gone_after_s: float = 120.0


@dataclass(frozen=True)
class Candidate:
    """An agent who could be offered a handoff: present, on duty, with room for one more."""

    agent_id: int
    held: int
    last_offered_at: datetime | None


@dataclass(frozen=True)
class Standing:
    """How an open handoff stands now.

    `due_at` is what was reckoned for the present status. `candidate` says that somebody could be offered
    it, `offer_to_present` that whoever it is offered to is still there. `agent_seen_at` is its holder's,
    and `customer_waits` that the last word is the customer's.
    """

    status: str
    due_at: datetime | None
    on_duty: bool = False
    candidate: bool = False
    offer_due_at: datetime | None = None
    offer_to_present: bool = True
    agent_seen_at: datetime | None = None
    customer_waits: bool = False


def reckon(
    status: str, since: datetime, on_duty: bool, timings: Timings, offered: bool = False
) -> datetime | None:
    """When a status must have led to another one, reckoned from `since`; None where it may last.

    A waiting handoff gets the patience of an attended desk once somebody is on duty or was offered it.
    """
    if status in ("requested", "offered"):
        attended = on_duty or offered
        return since + _seconds(timings.accept_within_s if attended else timings.unattended_s)
    if status == "accepted":
        return since + _seconds(timings.first_reply_within_s)
    return None


def is_gone(agent_seen_at: datetime | None, now: datetime, timings: Timings) -> bool:
    """Whether a holding agent has not been seen for so long that nobody is behind the page."""
    return agent_seen_at is None or now - agent_seen_at >= _seconds(timings.gone_after_s)


def what_is_due(standing: Standing, now: datetime, timings: Timings) -> Due | None:
    """What has to happen to a handoff now, None while all is well.

    A standing offer runs to its end even when the waiting is over; then the handoff expires.
    """
    passed = standing.due_at is not None and now >= standing.due_at
    if standing.status == "offered":
        over = standing.offer_due_at is None or now >= standing.offer_due_at
        return "lapse" if over or not standing.offer_to_present else None
    if standing.status == "requested":
        if passed:
            return "expire"
        if standing.candidate:
            return "offer"
        return "reckon" if standing.due_at is None else None
    if standing.status not in ("accepted", "active"):
        return None
    gone = standing.customer_waits and is_gone(standing.agent_seen_at, now, timings)
    if passed or gone:
        return "fail"
    return "reckon" if standing.status == "accepted" and standing.due_at is None else None


def choose(
    candidates: Sequence[Candidate], declined: Collection[int], lapsed: Collection[int]
) -> Candidate | None:
    """Whom to offer a handoff next; `declined` and `lapsed` are the agents of its earlier offers.

    Who said no is not asked about it again, and who did not react only after the others. Of the rest it
    goes to the one with the fewest conversations, and of these to the one longest without an offer.
    """
    left = [candidate for candidate in candidates if candidate.agent_id not in declined]
    return min(left, key=lambda one: _turn(one, [*lapsed].count(one.agent_id)), default=None)


def _turn(candidate: Candidate, lapsed: int) -> tuple[int, int, float, int]:
    offered_at = candidate.last_offered_at
    return lapsed, candidate.held, offered_at.timestamp() if offered_at else 0.0, candidate.agent_id


def _seconds(seconds: float) -> timedelta:
    return timedelta(seconds=seconds)

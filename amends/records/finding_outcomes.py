"""How a conversation came out, in one word: defined once, for showing it and for finding it.

A person was asked for: the status of the last handoff decides.
    waiting     nobody has taken it yet
    held        an agent has it now
    completed   an agent has finished it
    returned    an agent has handed it back to the assistant
    expired     nobody took it in time
    failed      it came to nothing in another way
Nobody was asked for:
    settled     a remedy that the customer accepted is on record
    parted      the assistant's last turn was a goodbye, without a remedy
    quiet       neither, and nothing was said for half an hour: left in the middle
    open        neither, and something was said within the last half hour
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, exists, func, not_, select
from sqlalchemy.orm import aliased

from amends.casework.handoff import HELD, WAITING
from amends.deescalation.moves import CLOSE
from amends.records.tables import Case, Conversation, Handoff, Message, Turn

QUIET_AFTER = timedelta(minutes=30)

_STATUSES: Mapping[str, tuple[str, ...]] = {
    "waiting": WAITING,
    "held": HELD,
    "completed": ("completed",),
    "returned": ("returned",),
    "expired": ("expired",),
    "failed": ("failed",),
}
OUTCOMES: tuple[str, ...] = (*_STATUSES, "settled", "parted", "quiet", "open")


def outcome_of(
    handoff: str | None, *, remedied: bool, last_moves: str, last_said_at: datetime, now: datetime
) -> str:
    """The outcome; `handoff` is the status of the last one, `last_moves` are a turn's marks."""
    for outcome, statuses in _STATUSES.items():
        if handoff in statuses:
            return outcome
    if remedied:
        return "settled"
    if f" {CLOSE} " in last_moves:
        return "parted"
    return "quiet" if last_said_at < now - QUIET_AFTER else "open"


def came_out(outcome: str, now: datetime) -> Any:
    """The condition under which a conversation has this outcome. Raises KeyError for an unknown one."""
    if outcome in _STATUSES:
        return Conversation.id.in_(_last_handoffs(_STATUSES[outcome]))
    # Each rules out those before it, so that every conversation has exactly one outcome.
    alone = Conversation.id.not_in(select(Handoff.conversation_id))
    remedied = Conversation.id.in_(select(Case.conversation_id).where(Case.remedy_offered.is_not(None)))
    last_turn = select(Turn.number).where(
        Turn.conversation_id == Conversation.id,
        # Looked up by its number as well, SQLite would read the record of every last turn.
        Turn.number + 0 == Conversation.turn_count,
        Turn.moves.like(f"% {CLOSE} %"),
    )
    parted = last_turn.exists()
    quiet = func.coalesce(_last_said_at(), Conversation.opened_at) < now - QUIET_AFTER
    ways = {
        "settled": and_(alone, remedied),
        "parted": and_(alone, not_(remedied), parted),
        "quiet": and_(alone, not_(remedied), not_(parted), quiet),
        "open": and_(alone, not_(remedied), not_(parted), not_(quiet)),
    }
    return ways[outcome]


def _last_handoffs(statuses: tuple[str, ...]) -> Any:
    later = aliased(Handoff)
    newer = exists().where(later.conversation_id == Handoff.conversation_id, later.id > Handoff.id)
    return select(Handoff.conversation_id).where(Handoff.status.in_(statuses), not_(newer))


def _last_said_at() -> Any:
    last = select(Message.at).where(
        Message.conversation_id == Conversation.id, Message.seq == Conversation.next_seq - 1
    )
    return last.correlate(Conversation).scalar_subquery()

"""Handoffs: asking for a person, the queue, and every step until the conversation is handed back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from amends.casework.handoff import ENDED, HANDOFF_REASONS, WAITING, check_handoff_step
from amends.records.conversations import lock_conversation
from amends.records.tables import Handoff
from amends.records.wakes import QUEUE, announce

_LAST = (
    select(Handoff)
    .where(Handoff.conversation_id == bindparam("conversation_id"))
    .order_by(Handoff.id.desc())
    .limit(1)
)


class UnknownHandoff(LookupError):
    """There is no handoff with this id."""


def request_handoff(
    session: Session,
    conversation_id: str,
    *,
    reason: str,
    summary: str,
    at: datetime,
    case_reference: str | None = None,
) -> tuple[Handoff, bool]:
    """Ask for a person; while one is already asked for, that handoff comes back with False.

    Raises ValueError for an unknown reason.
    """
    if reason not in HANDOFF_REASONS:
        raise ValueError(f"{reason!r} is no reason for a handoff; choose one of {', '.join(HANDOFF_REASONS)}")
    lock_conversation(session, conversation_id)
    open_one = open_handoff(session, conversation_id)
    if open_one is not None:
        open_one.case_reference = open_one.case_reference or case_reference
        open_one.summary = summary or open_one.summary
        session.flush()
        return open_one, False
    handoff = Handoff(
        conversation_id=conversation_id,
        case_reference=case_reference,
        reason=reason,
        summary=summary,
        status="requested",
        requested_at=at,
    )
    session.add(handoff)
    session.flush()
    announce(session, QUEUE)
    return handoff, True


def step_handoff(
    session: Session, handoff_id: int, status: str, *, at: datetime, agent_id: int | None = None
) -> Handoff:
    """Take a handoff one step further, under a lock: of two agents who accept, one gets it.

    Raises UnknownHandoff and amends.casework.handoff.IllegalHandoffStep.
    """
    # Conversation first, then handoff: all writers lock in this order, so no two wait for each other.
    known = session.get(Handoff, handoff_id)
    if known is None:
        raise UnknownHandoff(str(handoff_id))
    lock_conversation(session, known.conversation_id)
    session.refresh(known, with_for_update=True)
    check_handoff_step(known.status, status)
    known.status = status
    # An offer changes nothing about how long somebody waits; every other step is reckoned anew by the timers.
    if status not in WAITING:
        known.due_at = None
    known.agent_id = agent_id if agent_id is not None else known.agent_id
    if status == "accepted":
        known.accepted_at = at
    elif status == "active":
        known.first_reply_at = at
    elif status in ENDED:
        known.ended_at = at
    session.flush()
    announce(session, QUEUE)
    return known


def find_handoff(session: Session, handoff_id: int) -> Handoff | None:
    """The handoff with this id, or None."""
    return session.get(Handoff, handoff_id)


def open_handoff(session: Session, conversation_id: str) -> Handoff | None:
    """The handoff of a conversation that has not ended, or None."""
    statement = select(Handoff).where(Handoff.conversation_id == conversation_id, Handoff.ended_at.is_(None))
    return session.scalar(statement)


def last_handoff(session: Session, conversation_id: str) -> Handoff | None:
    """The newest handoff of a conversation, open or not, or None."""
    return session.scalar(_LAST, {"conversation_id": conversation_id})


def count_failed(session: Session, conversation_ids: Sequence[str]) -> dict[str, int]:
    """How many handoffs of each conversation an agent took and then let lie."""
    rows = session.execute(
        select(Handoff.conversation_id, func.count())
        .where(Handoff.conversation_id.in_(conversation_ids), Handoff.status == "failed")
        .group_by(Handoff.conversation_id)
    )
    return {conversation_id: times for conversation_id, times in rows}


def recent_waits_s(session: Session, *, limit: int = 20) -> list[float]:
    """Seconds that the latest accepted handoffs waited, the newest first."""
    statement = select(Handoff).where(Handoff.accepted_at.is_not(None))
    latest = session.scalars(statement.order_by(Handoff.accepted_at.desc()).limit(limit))
    return [
        max(0.0, (handoff.accepted_at - handoff.requested_at).total_seconds())
        for handoff in latest
        if handoff.accepted_at is not None
    ]

"""The lines of the list of conversations: what each was about and how it came out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from amends.deescalation.bands import band_of
from amends.records.finding_outcomes import outcome_of
from amends.records.tables import Case, Conversation, Correction, Handoff, Message, Review, Turn


@dataclass(frozen=True)
class Listed:
    """One line of the list; `peak` is the highest ledger score of its turns, `corrections` a number."""

    conversation_id: str
    customer_name: str | None
    opened_at: datetime
    turn_count: int
    first_words: str
    peak: float | None
    peak_band: str | None
    reason: str | None
    outcome: str
    case_reference: str | None
    corrections: int
    undecided: int
    seen: bool


def listed(session: Session, page: Sequence[tuple[Conversation, str | None]], now: datetime) -> list[Listed]:
    """The lines of these conversations with their customers' names, in the same order."""
    ids = [conversation.id for conversation, _ in page]
    known = _Known(session, ids)
    return [_line(known, conversation, name, now) for conversation, name in page]


class _Known:
    """What several tables say about some conversations, by their ids."""

    def __init__(self, session: Session, ids: list[str]) -> None:
        def by_id(query: Any) -> dict[str, Any]:
            return {row[0]: row[1] if len(row) == 2 else row[1:] for row in session.execute(query)}

        self.peaks = by_id(_grouped(Turn, func.max(Turn.score), ids))
        self.handoffs = by_id(
            select(Handoff.conversation_id, Handoff.status, Handoff.reason)
            .where(Handoff.conversation_id.in_(ids))
            .order_by(Handoff.id)
        )
        self.cases = by_id(
            select(Case.conversation_id, Case.reference, Case.remedy_offered)
            .where(Case.conversation_id.in_(ids))
            .order_by(Case.opened_at.desc(), Case.reference.desc())
        )
        self.remedied = {
            row[0]
            for row in session.execute(
                select(Case.conversation_id).where(
                    Case.conversation_id.in_(ids), Case.remedy_offered.is_not(None)
                )
            )
        }
        self.last_moves = by_id(_at_the_end(Turn.moves, Turn, Turn.number == Conversation.turn_count, ids))
        self.last_said_at = by_id(
            _at_the_end(Message.at, Message, Message.seq == Conversation.next_seq - 1, ids)
        )
        self.first_words = by_id(_first_words(ids))
        self.corrections = by_id(_grouped(Correction, func.count(), ids))
        self.undecided = by_id(_grouped(Correction, func.count(), ids).where(Correction.status == "open"))
        self.seen = by_id(
            select(Review.conversation_id, Review.turn_count).where(Review.conversation_id.in_(ids))
        )


def _grouped(table: Any, what: Any, ids: list[str]) -> Any:
    query = select(table.conversation_id, what).where(table.conversation_id.in_(ids))
    return query.group_by(table.conversation_id)


def _at_the_end(what: Any, table: Any, last: Any, ids: list[str]) -> Any:
    joined = and_(table.conversation_id == Conversation.id, last)
    return select(Conversation.id, what).join(table, joined).where(Conversation.id.in_(ids))


def _first_words(ids: list[str]) -> Any:
    first = (
        select(Message.conversation_id, func.min(Message.seq).label("seq"))
        .where(Message.conversation_id.in_(ids), Message.author == "customer")
        .group_by(Message.conversation_id)
        .subquery()
    )
    joined = and_(Message.conversation_id == first.c.conversation_id, Message.seq == first.c.seq)
    return select(Message.conversation_id, Message.text).join(first, joined)


def _line(known: _Known, conversation: Conversation, name: str | None, now: datetime) -> Listed:
    mine = conversation.id
    status, reason = known.handoffs.get(mine, (None, None))
    reference, _ = known.cases.get(mine, (None, None))
    peak = known.peaks.get(mine)
    outcome = outcome_of(
        status,
        remedied=mine in known.remedied,
        last_moves=known.last_moves.get(mine) or "",
        last_said_at=known.last_said_at.get(mine) or conversation.opened_at,
        now=now,
    )
    return Listed(
        conversation_id=mine,
        customer_name=name,
        opened_at=conversation.opened_at,
        turn_count=conversation.turn_count,
        first_words=known.first_words.get(mine) or "",
        peak=peak,
        peak_band=None if peak is None else band_of(peak),
        reason=reason,
        outcome=outcome,
        case_reference=reference,
        corrections=known.corrections.get(mine, 0),
        undecided=known.undecided.get(mine, 0),
        seen=known.seen.get(mine, -1) >= conversation.turn_count,
    )

"""What an agent must know of a conversation, read in one go and without the turns' large records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from amends.records.held_messages import said_while_agent_held
from amends.records.notes import Written, notes_of
from amends.records.tables import (
    Case,
    Conversation,
    Customer,
    Handoff,
    Message,
    Offer,
    Promise,
    Turn,
    User,
    WrapUp,
)


@dataclass(frozen=True)
class PastHandoff:
    """A handoff with who had it, and how they say it went once it has ended."""

    handoff: Handoff
    agent_name: str | None
    wrap_up: WrapUp | None


@dataclass(frozen=True)
class Quote:
    """Something that the customer said, and where in the log."""

    seq: int
    text: str
    at: datetime


@dataclass(frozen=True)
class Dossier:
    """A conversation with what belongs to it; rows that no session holds any more.

    `record` is the last turn's (empty before the first one), `scores` the ledger's after each turn, `moves`
    how often each move was made; a turn that was left unsaid is none of them, as its messages are among
    `held`, what was said to and by an agent since. `earlier` are the customer's cases from other
    conversations, `offer` the one that stands.
    """

    conversation: Conversation
    customer: Customer | None
    handoffs: tuple[PastHandoff, ...]
    cases: tuple[Case, ...]
    earlier: tuple[Case, ...]
    promises: tuple[Promise, ...]
    notes: tuple[Written, ...]
    said: tuple[Quote, ...]
    record: dict[str, Any]
    scores: tuple[float, ...]
    moves: tuple[tuple[str, int], ...]
    holder_name: str | None
    offer: Offer | None
    held: tuple[dict[str, Any], ...]

    @property
    def open_handoff(self) -> Handoff | None:
        """The handoff that has not ended, if there is one."""
        return next((past.handoff for past in self.handoffs if past.handoff.ended_at is None), None)


def read_dossier(session: Session, conversation_id: str) -> Dossier | None:
    """What the records hold about a conversation, or None when there is no such conversation."""
    conversation = session.get(Conversation, conversation_id)
    if conversation is None:
        return None
    customer_id = conversation.customer_id
    marks = session.execute(
        select(Turn.score, Turn.moves).where(*_spoken(conversation_id)).order_by(Turn.number)
    ).all()
    dossier = Dossier(
        conversation=conversation,
        customer=session.get(Customer, customer_id) if customer_id else None,
        handoffs=_handoffs(session, conversation_id),
        cases=_rows(session, Case, Case.conversation_id == conversation_id, Case.opened_at),
        earlier=_earlier(session, customer_id, conversation_id),
        promises=_rows(session, Promise, Promise.conversation_id == conversation_id, Promise.due_at),
        notes=tuple(notes_of(session, conversation_id)),
        said=_said(session, conversation_id),
        record=_last_record(session, conversation_id),
        scores=tuple(score for score, _ in marks if score is not None),
        moves=_counted(moves for _, moves in marks if moves),
        holder_name=_name(session, conversation.agent_id),
        offer=_offer(session, conversation_id),
        held=tuple(said_while_agent_held(session, conversation)),
    )
    session.expunge_all()
    return dossier


def _rows(session: Session, table: Any, condition: Any, order: Any) -> tuple[Any, ...]:
    return tuple(session.scalars(select(table).where(condition).order_by(order)))


def _name(session: Session, agent_id: int | None) -> str | None:
    return session.scalar(select(User.name).where(User.id == agent_id)) if agent_id else None


def _offer(session: Session, conversation_id: str) -> Offer | None:
    statement = select(Offer).join(Handoff, Handoff.id == Offer.handoff_id)
    return session.scalar(
        statement.where(Handoff.conversation_id == conversation_id, Offer.outcome.is_(None)).limit(1)
    )


def _handoffs(session: Session, conversation_id: str) -> tuple[PastHandoff, ...]:
    rows = session.execute(
        select(Handoff, User.name, WrapUp)
        .outerjoin(User, User.id == Handoff.agent_id)
        .outerjoin(WrapUp, WrapUp.handoff_id == Handoff.id)
        .where(Handoff.conversation_id == conversation_id)
        .order_by(Handoff.id)
    )
    return tuple(PastHandoff(*row) for row in rows)


def _earlier(session: Session, customer_id: int | None, conversation_id: str) -> tuple[Case, ...]:
    if customer_id is None:
        return ()
    # Cases know their customer only since the customer was known; the conversation always does.
    theirs = select(Conversation.id).where(
        Conversation.customer_id == customer_id, Conversation.id != conversation_id
    )
    statement = select(Case).where(
        Case.conversation_id.in_(theirs) | (Case.customer_id == customer_id),
        Case.conversation_id != conversation_id,
    )
    return tuple(session.scalars(statement.order_by(Case.opened_at.desc()).limit(10)))


def _said(session: Session, conversation_id: str) -> tuple[Quote, ...]:
    rows = session.execute(
        select(Message.seq, Message.text, Message.at)
        .where(
            Message.conversation_id == conversation_id,
            Message.author == "customer",
            Message.button_id.is_(None),
        )
        .order_by(Message.seq)
    )
    return tuple(Quote(*row) for row in rows)


def _last_record(session: Session, conversation_id: str) -> dict[str, Any]:
    statement = select(Turn.record).where(*_spoken(conversation_id))
    return session.scalar(statement.order_by(Turn.number.desc()).limit(1)) or {}


def _spoken(conversation_id: str) -> tuple[Any, ...]:
    return Turn.conversation_id == conversation_id, Turn.moves.is_not(None)


def _counted(moves: Iterable[str]) -> tuple[tuple[str, int], ...]:
    made: Sequence[str] = [move for turn in moves for move in turn.split()]
    return tuple(Counter(made).most_common())

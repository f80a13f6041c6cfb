"""Turns: reading their records and what the assistant remembers; `batches` writes them."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from amends.records.tables import State, Turn


def find_state(session: Session, conversation_id: str) -> State | None:
    """What the assistant remembered after the last turn, or None before the first."""
    return session.get(State, conversation_id)


def turns_of(session: Session, conversation_id: str) -> list[Turn]:
    """All turns of a conversation in order."""
    statement = select(Turn).where(Turn.conversation_id == conversation_id)
    return list(session.scalars(statement.order_by(Turn.number)))


def latest_turn(session: Session, conversation_id: str) -> Turn | None:
    """The last finished turn of a conversation, or None before the first."""
    statement = select(Turn).where(Turn.conversation_id == conversation_id)
    return session.scalar(statement.order_by(Turn.number.desc()).limit(1))

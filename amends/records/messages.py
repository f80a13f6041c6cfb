"""Messages: finding single entries of a conversation's log; `log` writes it."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from amends.records.tables import Message


def message_at(session: Session, conversation_id: str, seq: int) -> Message | None:
    """The entry with a number, or None."""
    statement = select(Message).where(Message.conversation_id == conversation_id, Message.seq == seq)
    return session.scalar(statement)


def messages_of(session: Session, conversation_id: str) -> list[Message]:
    """The whole log in order."""
    statement = select(Message).where(Message.conversation_id == conversation_id)
    return list(session.scalars(statement.order_by(Message.seq)))

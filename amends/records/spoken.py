"""What the house has said in a conversation, by assistant and agents."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from amends.records.tables import Message


def spoken_texts(session: Session, conversation_id: str) -> list[str]:
    """The texts of assistant and agents, oldest first; what the system noted in the log is not among them."""
    statement = select(Message.text).where(
        Message.conversation_id == conversation_id,
        Message.type == "message",
        Message.author.in_(("assistant", "agent")),
    )
    return list(session.scalars(statement.order_by(Message.seq)))

"""Conversations: locking them, and changing who may speak in them; `log` opens them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from amends.records.database import upsert
from amends.records.tables import Conversation, User

# Built once: putting a statement together costs more than the database takes to answer it.
_LOCKED = (
    select(Conversation)
    .where(Conversation.id == bindparam("id"))
    .with_for_update()
    .execution_options(populate_existing=True)
)


class UnknownConversation(LookupError):
    """There is no conversation with this id."""


def ensure_conversation(session: Session, conversation_id: str, *, origin: str, at: datetime) -> Conversation:
    """The locked conversation with this id, opened without a token if it is missing (a plain Rasa shell)."""
    found = session.scalar(_LOCKED, {"id": conversation_id})
    if found is not None:
        return found
    row = {"id": conversation_id, "origin": origin, "opened_at": at}
    row |= {"holder": "assistant", "fence": 0, "next_seq": 1, "turn_count": 0}
    session.execute(upsert(session, Conversation).values(row).on_conflict_do_nothing())
    return lock_conversation(session, conversation_id)


def lock_conversation(session: Session, conversation_id: str) -> Conversation:
    """The conversation, locked until the transaction ends. Raises UnknownConversation.

    Every writer to a conversation comes through here first, so its log, holder and turns have one order.
    """
    found = session.scalar(_LOCKED, {"id": conversation_id})
    if found is None:
        raise UnknownConversation(conversation_id)
    return found


def give_to_agent(session: Session, conversation_id: str, agent_id: int) -> int:
    """Make an agent the holder; the new fence."""
    conversation = lock_conversation(session, conversation_id)
    conversation.holder, conversation.agent_id = "agent", agent_id
    conversation.fence += 1
    return conversation.fence


def give_to_assistant(session: Session, conversation_id: str) -> int:
    """Make the assistant the holder again; the new fence."""
    conversation = lock_conversation(session, conversation_id)
    conversation.holder, conversation.agent_id = "assistant", None
    conversation.fence += 1
    return conversation.fence


def holder_name(session: Session, conversation_id: str) -> str | None:
    """The name of the agent who holds a conversation, or None."""
    held = Conversation.id == conversation_id
    return session.scalar(select(User.name).join(Conversation, Conversation.agent_id == User.id).where(held))

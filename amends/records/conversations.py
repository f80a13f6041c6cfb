"""Conversations: opening them, finding them, and changing who may speak in them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from amends.records.tables import Conversation


class UnknownConversation(LookupError):
    """There is no conversation with this id."""


class StaleFence(Exception):
    """The holder changed since the speaker last looked, so what they wanted to say is dropped."""


def open_conversation(
    session: Session,
    conversation_id: str,
    *,
    token_hash: str | None,
    origin: str,
    page: str | None,
    at: datetime,
    customer_id: int | None = None,
) -> Conversation:
    """Open a conversation; its id must be new."""
    conversation = Conversation(
        id=conversation_id,
        token_hash=token_hash,
        origin=origin,
        page=page,
        opened_at=at,
        customer_id=customer_id,
    )
    session.add(conversation)
    session.flush()
    return conversation


def ensure_conversation(session: Session, conversation_id: str, *, origin: str, at: datetime) -> Conversation:
    """The locked conversation with this id, opened without a token if it is missing (a plain Rasa shell)."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    row = {"id": conversation_id, "origin": origin, "opened_at": at}
    row |= {"holder": "assistant", "fence": 0, "next_seq": 1, "turn_count": 0}
    session.execute(insert(Conversation).values(row).on_conflict_do_nothing())
    return lock_conversation(session, conversation_id)


def find_conversation(session: Session, conversation_id: str) -> Conversation | None:
    """The conversation with this id, or None."""
    return session.get(Conversation, conversation_id)


def lock_conversation(session: Session, conversation_id: str) -> Conversation:
    """The conversation, locked until the transaction ends. Raises UnknownConversation.

    Every writer to a conversation comes through here first, so its log, holder and turns have one order.
    """
    statement = select(Conversation).where(Conversation.id == conversation_id).with_for_update()
    found = session.scalar(statement.execution_options(populate_existing=True))
    if found is None:
        raise UnknownConversation(conversation_id)
    return found


def check_fence(conversation: Conversation, fence: int | None) -> None:
    """Raise StaleFence unless the speaker's fence is the present one; None means it does not matter."""
    if fence is not None and fence != conversation.fence:
        raise StaleFence(f"fence {fence} is not the present {conversation.fence}")


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


def close_conversation(session: Session, conversation_id: str, at: datetime) -> Conversation:
    """Close a conversation; closing it again changes nothing."""
    conversation = lock_conversation(session, conversation_id)
    conversation.closed_at = conversation.closed_at or at
    return conversation


def recent_conversations(session: Session, *, limit: int = 50, offset: int = 0) -> list[Conversation]:
    """Conversations, the newest first."""
    newest = select(Conversation).order_by(Conversation.opened_at.desc(), Conversation.id)
    return list(session.scalars(newest.limit(limit).offset(offset)))

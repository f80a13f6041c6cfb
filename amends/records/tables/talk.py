"""What was said: conversations, their numbered logs, the turns and the assistant's memory."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from amends.records.columns import one_of
from amends.records.tables.declared import Base

HOLDERS = ("assistant", "agent")
MESSAGE_TYPES = ("message", "notice", "holder", "closed")
AUTHORS = ("customer", "assistant", "agent", "system")
MESSAGE_STATES = ("waiting", "answered", "read", "dead")


class Conversation(Base):
    """All messages with one customer, who may speak in it, and the next number of its log."""

    __tablename__ = "conversations"
    __table_args__ = (one_of("holder", HOLDERS),)

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    # Null means that no token opens it, as for conversations held in a plain Rasa shell.
    token_hash: Mapped[str | None] = mapped_column(String(64))
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"), index=True)
    holder: Mapped[str] = mapped_column(String(16), default="assistant")
    agent_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    fence: Mapped[int] = mapped_column(default=0)
    next_seq: Mapped[int] = mapped_column(default=1)
    turn_count: Mapped[int] = mapped_column(default=0)
    origin: Mapped[str] = mapped_column(String(255), default="")
    page: Mapped[str | None]
    opened_at: Mapped[datetime] = mapped_column(index=True)
    closed_at: Mapped[datetime | None]


class Message(Base):
    """One numbered entry of a conversation's log: an utterance, a notice, a change of holder, the end."""

    __tablename__ = "messages"
    __table_args__ = (
        UniqueConstraint("conversation_id", "seq"),
        UniqueConstraint("conversation_id", "client_id"),
        Index("ix_messages_state", "state", "conversation_id", "seq"),
        one_of("type", MESSAGE_TYPES),
        one_of("author", AUTHORS),
        one_of("state", MESSAGE_STATES),
    )

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"))
    seq: Mapped[int]
    type: Mapped[str] = mapped_column(String(16), default="message")
    author: Mapped[str] = mapped_column(String(16))
    text: Mapped[str]
    buttons: Mapped[list[Any]] = mapped_column(default=list)
    button_id: Mapped[str | None] = mapped_column(String(255))
    client_id: Mapped[str | None] = mapped_column(String(64))
    move: Mapped[str | None] = mapped_column(String(32))
    response: Mapped[str | None] = mapped_column(String(128))
    turn_id: Mapped[int | None] = mapped_column(ForeignKey("turns.id"))
    agent_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    fence: Mapped[int] = mapped_column(default=0)
    # Only what a customer said has a state, and only what an agent held has a reading of its own.
    state: Mapped[str | None] = mapped_column(String(16))
    attempts: Mapped[int] = mapped_column(default=0)
    # Its batch failed again and again, so it is tried by itself: one message must not take others along.
    alone: Mapped[bool] = mapped_column(default=False, server_default=false())
    reading: Mapped[dict[str, Any] | None]
    at: Mapped[datetime]


class Turn(Base):
    """The whole record of one turn, as the assistant gave it."""

    __tablename__ = "turns"
    # Records are long, so conversations are found by the marks in these indexes and no record is read.
    __table_args__ = (
        UniqueConstraint("conversation_id", "number"),
        Index("ix_turns_intent", "intent", "conversation_id"),
        Index("ix_turns_band", "band", "conversation_id"),
        Index("ix_turns_marks", "conversation_id", "number", "band", "score", "intent", "moves"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"))
    number: Mapped[int]
    message_ids: Mapped[list[Any]]
    record: Mapped[dict[str, Any]]
    # What the replay room finds turns by, taken from the record; moves stand between single spaces.
    intent: Mapped[str | None] = mapped_column(String(64))
    band: Mapped[str | None] = mapped_column(String(16))
    score: Mapped[float | None]
    moves: Mapped[str | None]
    model_id: Mapped[str | None] = mapped_column(String(128))
    elapsed_ms: Mapped[float]
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime]


class State(Base):
    """The assistant's own memory of a conversation after a turn; opaque to everybody else."""

    __tablename__ = "states"

    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), primary_key=True)
    state: Mapped[dict[str, Any]]
    turn_number: Mapped[int]

"""The tables, one typed class each; words that a column may hold come from case work."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, MetaData, String, Text, UniqueConstraint, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from amends.casework.case import DISPOSITIONS, STAGES
from amends.casework.complaint import CATEGORIES, SEVERITIES
from amends.casework.handoff import HANDOFF_REASONS, HANDOFF_STATUSES
from amends.casework.priority import PRIORITIES
from amends.casework.promise import PROMISE_STATUSES
from amends.records.columns import UtcDateTime, one_of

HOLDERS = ("assistant", "agent")
MESSAGE_TYPES = ("message", "notice", "holder", "closed")
AUTHORS = ("customer", "assistant", "agent", "system")
MESSAGE_STATES = ("waiting", "answered", "read", "dead")
ROLES = ("agent", "trainer")


class Base(DeclarativeBase):
    """What all tables share: named constraints, so that migrations can find them, and column types."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 (SQLAlchemy reads it from the class)
        datetime: UtcDateTime(),
        str: Text(),
        # Plain JSON, not JSONB: it keeps the order of keys, and the same state must give the same turn.
        dict[str, Any]: JSON(none_as_null=True),
        list[Any]: JSON(none_as_null=True),
    }


class Customer(Base):
    """A person who chats; nearly empty until they tell us who they are."""

    __tablename__ = "customers"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str | None]
    email: Mapped[str | None] = mapped_column(String(320), index=True)
    phone: Mapped[str | None] = mapped_column(String(64))
    tier: Mapped[str | None] = mapped_column(String(32))
    joined_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class User(Base):
    """A person who works here: an agent or a trainer."""

    __tablename__ = "users"
    __table_args__ = (one_of("role", ROLES),)

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(320), unique=True)
    name: Mapped[str]
    role: Mapped[str] = mapped_column(String(16))
    password_hash: Mapped[str]
    active: Mapped[bool] = mapped_column(default=True)
    on_duty: Mapped[bool] = mapped_column(default=False)
    last_seen_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class SignInSession(Base):
    """A signed-in browser; the token itself is never stored."""

    __tablename__ = "sessions"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    csrf_token: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]


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
    reading: Mapped[dict[str, Any] | None]
    at: Mapped[datetime]


class Turn(Base):
    """The whole record of one turn, as the assistant gave it."""

    __tablename__ = "turns"
    __table_args__ = (UniqueConstraint("conversation_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"))
    number: Mapped[int]
    message_ids: Mapped[list[Any]]
    record: Mapped[dict[str, Any]]
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


class Case(Base):
    """Our record of dealing with one complaint."""

    __tablename__ = "cases"
    __table_args__ = (
        one_of("category", CATEGORIES),
        one_of("severity", SEVERITIES),
        one_of("priority", PRIORITIES),
        one_of("stage", STAGES),
        one_of("disposition", DISPOSITIONS),
    )

    reference: Mapped[str] = mapped_column(String(32), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), index=True)
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"), index=True)
    category: Mapped[str] = mapped_column(String(32))
    severity: Mapped[str] = mapped_column(String(16))
    priority: Mapped[str] = mapped_column(String(16))
    stage: Mapped[str] = mapped_column(String(16), default="received")
    narrative: Mapped[str]
    confirmed_paraphrase: Mapped[str | None]
    impact: Mapped[str | None]
    order_number: Mapped[str | None] = mapped_column(String(64))
    remedy_sought: Mapped[str | None]
    remedy_offered: Mapped[str | None]
    disposition: Mapped[str | None] = mapped_column(String(32))
    frustration_at_open: Mapped[float | None]
    frustration_peak: Mapped[float | None]
    opened_at: Mapped[datetime] = mapped_column(index=True)
    acknowledged_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]


class CaseEntry(Base):
    """A line in a case's history: what was added or decided, and when."""

    __tablename__ = "case_entries"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_reference: Mapped[str] = mapped_column(ForeignKey("cases.reference"), index=True)
    kind: Mapped[str] = mapped_column(String(32))
    text: Mapped[str]
    at: Mapped[datetime]


class Promise(Base):
    """A word given to a customer, with its due time and whether it was kept."""

    __tablename__ = "promises"
    __table_args__ = (Index("ix_promises_due", "status", "due_at"), one_of("status", PROMISE_STATUSES))

    id: Mapped[int] = mapped_column(primary_key=True)
    case_reference: Mapped[str | None] = mapped_column(ForeignKey("cases.reference"), index=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), index=True)
    who: Mapped[str]
    what: Mapped[str]
    due_at: Mapped[datetime]
    status: Mapped[str] = mapped_column(String(16), default="open")
    message_id: Mapped[str | None] = mapped_column(String(64))
    made_at: Mapped[datetime]


class Handoff(Base):
    """The transfer of a conversation to a person."""

    __tablename__ = "handoffs"
    __table_args__ = (
        Index("ix_handoffs_queue", "status", "requested_at"),
        Index(
            "uq_handoffs_open",
            "conversation_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        one_of("reason", HANDOFF_REASONS),
        one_of("status", HANDOFF_STATUSES),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), index=True)
    case_reference: Mapped[str | None] = mapped_column(ForeignKey("cases.reference"))
    reason: Mapped[str] = mapped_column(String(32))
    summary: Mapped[str]
    status: Mapped[str] = mapped_column(String(16), default="requested")
    requested_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    first_reply_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    agent_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))


class Receipt(Base):
    """The proof that an action had its effect, so that asking twice does it once."""

    __tablename__ = "receipts"

    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), primary_key=True)
    message_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    action: Mapped[str] = mapped_column(String(64), primary_key=True)
    receipt: Mapped[dict[str, Any]]
    at: Mapped[datetime]


class Counter(Base):
    """The last number given out in a series, such as the case references of a year."""

    __tablename__ = "counters"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    value: Mapped[int]

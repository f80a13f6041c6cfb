"""Transfers to a person: handoffs, offers to agents, wrap-ups and private notes."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from amends.casework.handoff import HANDOFF_REASONS, HANDOFF_STATUSES
from amends.records.columns import one_of
from amends.records.tables.declared import Base

OFFER_OUTCOMES = ("accepted", "declined", "lapsed", "withdrawn")


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
    # When the present status must have led to another one; None where it may last.
    due_at: Mapped[datetime | None] = mapped_column(index=True)
    agent_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))


class Offer(Base):
    """A waiting handoff shown to one agent first; no outcome yet means that it stands."""

    __tablename__ = "offers"
    __table_args__ = (one_of("outcome", OFFER_OUTCOMES),)

    id: Mapped[int] = mapped_column(primary_key=True)
    handoff_id: Mapped[int] = mapped_column(ForeignKey("handoffs.id"), index=True)
    agent_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    offered_at: Mapped[datetime]
    due_at: Mapped[datetime]
    outcome: Mapped[str | None] = mapped_column(String(16))


class WrapUp(Base):
    """How an agent says that a handoff went, written when they finish it."""

    __tablename__ = "wrap_ups"

    handoff_id: Mapped[int] = mapped_column(ForeignKey("handoffs.id"), primary_key=True)
    agent_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    disposition: Mapped[str] = mapped_column(String(32))
    note: Mapped[str]
    at: Mapped[datetime]


class Note(Base):
    """What an agent writes for colleagues; no message, so nothing that customers read can hold it."""

    __tablename__ = "notes"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), index=True)
    agent_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    text: Mapped[str]
    at: Mapped[datetime]

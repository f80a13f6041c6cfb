"""What trainers say about turns."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from amends.records.columns import one_of
from amends.records.tables.declared import Base

CORRECTION_SUBJECTS = ("intent", "band", "signal", "move")
CORRECTION_STATUSES = ("open", "accepted", "rejected")


class Correction(Base):
    """What a trainer says was wrong in a turn, and what would be right.

    `was` and `right` are names of an intent, a band or a move (empty: none), or "abuse: no" for a signal.
    """

    __tablename__ = "corrections"
    __table_args__ = (one_of("subject", CORRECTION_SUBJECTS), one_of("status", CORRECTION_STATUSES))

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), index=True)
    turn_number: Mapped[int]
    subject: Mapped[str] = mapped_column(String(16))
    was: Mapped[str]
    right: Mapped[str]
    note: Mapped[str]
    # The customer's words as they may be taught: without personal data, edited by whoever accepts.
    text: Mapped[str]
    status: Mapped[str] = mapped_column(String(16), default="open")
    made_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    made_at: Mapped[datetime]
    reviewed_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    reviewed_at: Mapped[datetime | None]


class Review(Base):
    """A trainer has looked through a conversation, as far as its turns went then."""

    __tablename__ = "reviews"

    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), primary_key=True)
    turn_count: Mapped[int]
    made_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    made_at: Mapped[datetime]

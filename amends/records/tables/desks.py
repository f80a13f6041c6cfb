"""Desks that share the database, and what each of them works on."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from amends.records.tables.declared import Base


class DeskProcess(Base):
    """A desk that shares this database; one that was not seen for a while has lost its leases."""

    __tablename__ = "desks"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]


class Lease(Base):
    """Which desk works on a conversation just now."""

    __tablename__ = "leases"

    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), primary_key=True)
    desk_id: Mapped[str] = mapped_column(String(64), index=True)
    taken_at: Mapped[datetime]

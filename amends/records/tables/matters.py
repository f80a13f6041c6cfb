"""What is dealt with: cases and their history, promises, and the receipts of actions."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from amends.casework.case import DISPOSITIONS, STAGES
from amends.casework.complaint import CATEGORIES, SEVERITIES
from amends.casework.priority import PRIORITIES
from amends.casework.promise import PROMISE_STATUSES
from amends.records.columns import one_of
from amends.records.tables.declared import Base


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

"""Finding what agents may see: conversations that had a handoff, cases, and customers; always bounded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from amends.casework.handoff import HELD, WAITING
from amends.records.tables import (
    Case,
    Conversation,
    Customer,
    Handoff,
    Message,
    Note,
    Turn,
    User,
    WrapUp,
)

# So many handoffs are looked through, the newest first, however many there are.
MOST_LOOKED_THROUGH = 20_000


@dataclass(frozen=True)
class Sought:
    """What to find; empty parts narrow nothing. `outcome` is a handoff status, held, waiting or a wrap-up."""

    text: str = ""
    band: str = ""
    outcome: str = ""
    agent_id: int | None = None
    since: datetime | None = None
    before: datetime | None = None


@dataclass(frozen=True)
class FoundConversation:
    """A conversation with its last handoff; `band` is the ledger's after the last turn."""

    conversation_id: str
    customer_name: str | None
    reason: str
    status: str
    disposition: str | None
    agent_name: str | None
    requested_at: datetime
    band: str | None
    case_reference: str | None
    order_number: str | None
    words: str | None


@dataclass(frozen=True)
class FoundCase:
    """A case in whose conversation nobody asked for a person."""

    reference: str
    conversation_id: str
    customer_name: str | None
    category: str
    severity: str
    stage: str
    disposition: str | None
    order_number: str | None
    opened_at: datetime


@dataclass(frozen=True)
class FoundCustomer:
    """A customer with how many cases and conversations with a handoff they have."""

    customer_id: int
    name: str | None
    email: str | None
    phone: str | None
    cases: int
    handed_over: int


def find_conversations(
    session: Session, sought: Sought, *, limit: int, offset: int = 0
) -> list[FoundConversation]:
    """Conversations that had a handoff, the one whose last handoff is newest first."""
    ids = _fitting(session, sought, limit, offset)
    query = (
        select(
            Handoff.conversation_id,
            Customer.name,
            Handoff.reason,
            Handoff.status,
            WrapUp.disposition,
            User.name,
            Handoff.requested_at,
            _last_band(),
            _last_case(Case.reference),
            _last_case(Case.order_number),
            _words(sought.text),
        )
        .join(Conversation, Conversation.id == Handoff.conversation_id)
        .outerjoin(Customer, Customer.id == Conversation.customer_id)
        .outerjoin(User, User.id == Handoff.agent_id)
        .outerjoin(WrapUp, WrapUp.handoff_id == Handoff.id)
        .where(Handoff.id.in_(ids))
        .order_by(Handoff.id.desc())
    )
    return [FoundConversation(*row) for row in session.execute(query)]


def _fitting(session: Session, sought: Sought, limit: int, offset: int) -> list[int]:
    """Ids of the last handoffs of conversations that fit, the newest first.

    Walks down the handoffs and stops when the page is full; what is shown of them is read afterwards.
    """
    later = aliased(Handoff)
    newest = select(func.max(Handoff.id)).scalar_subquery()
    query = (
        select(Handoff.id)
        .join(Conversation, Conversation.id == Handoff.conversation_id)
        .outerjoin(Customer, Customer.id == Conversation.customer_id)
        .outerjoin(WrapUp, WrapUp.handoff_id == Handoff.id)
        .where(
            Handoff.id > newest - MOST_LOOKED_THROUGH,
            ~exists().where(later.conversation_id == Handoff.conversation_id, later.id > Handoff.id),
            *_conditions(sought),
        )
        .order_by(Handoff.id.desc())
        .limit(limit)
        .offset(offset)
    )
    return list(session.scalars(query))


def find_cases(session: Session, text: str, *, limit: int) -> list[FoundCase]:
    """Cases in which nobody asked for a person, by reference, order number or the customer's account.

    The newest come first; without a text there are none.
    """
    if not text:
        return []
    pattern = _pattern(text)
    handed = exists().where(Handoff.conversation_id == Case.conversation_id)
    query = (
        select(
            Case.reference,
            Case.conversation_id,
            Customer.name,
            Case.category,
            Case.severity,
            Case.stage,
            Case.disposition,
            Case.order_number,
            Case.opened_at,
        )
        .join(Conversation, Conversation.id == Case.conversation_id)
        .outerjoin(Customer, Customer.id == Conversation.customer_id)
        .where(
            ~handed,
            or_(*(_like(column, pattern) for column in (Case.reference, Case.order_number, Case.narrative))),
        )
        .order_by(Case.opened_at.desc(), Case.reference.desc())
        .limit(limit)
    )
    return [FoundCase(*row) for row in session.execute(query)]


def find_customers(session: Session, text: str, *, limit: int) -> list[FoundCustomer]:
    """Customers by name, e-mail or phone, by name; none without a text."""
    if not text:
        return []
    pattern = _pattern(text)
    theirs = select(Conversation.id).where(Conversation.customer_id == Customer.id).correlate(Customer)
    cases = select(func.count()).select_from(Case).where(Case.conversation_id.in_(theirs))
    handed = select(func.count(Handoff.conversation_id.distinct())).where(Handoff.conversation_id.in_(theirs))
    query = (
        select(
            Customer.id,
            Customer.name,
            Customer.email,
            Customer.phone,
            cases.scalar_subquery(),
            handed.scalar_subquery(),
        )
        .where(or_(*(_like(column, pattern) for column in (Customer.name, Customer.email, Customer.phone))))
        .order_by(Customer.name, Customer.id.desc())
        .limit(limit)
    )
    return [FoundCustomer(*row) for row in session.execute(query)]


def _conditions(sought: Sought) -> list[Any]:
    found = []
    if sought.text:
        found.append(_mentions(sought.text))
    if sought.band:
        found.append(_last_band() == sought.band)
    if sought.outcome:
        found.append(_ended_so(sought.outcome))
    if sought.agent_id is not None:
        found.append(Handoff.agent_id == sought.agent_id)
    if sought.since is not None:
        found.append(Handoff.requested_at >= sought.since)
    if sought.before is not None:
        found.append(Handoff.requested_at < sought.before)
    return found


def _ended_so(outcome: str) -> Any:
    among = {"waiting": WAITING, "held": HELD}.get(outcome, (outcome,))
    return or_(Handoff.status.in_(among), WrapUp.disposition == outcome)


def _mentions(text: str) -> Any:
    pattern = _pattern(text)
    here = Handoff.conversation_id
    cases = or_(_like(Case.reference, pattern), _like(Case.order_number, pattern))
    # The cheap looks come first: words in the log are only looked for where nothing else fits.
    return or_(
        here == text,
        *(_like(column, pattern) for column in (Customer.name, Customer.email, Customer.phone)),
        _like(Handoff.summary, pattern),
        exists().where(Case.conversation_id == here, cases),
        exists().where(
            Message.conversation_id == here, Message.type == "message", _like(Message.text, pattern)
        ),
        exists().where(Note.conversation_id == here, _like(Note.text, pattern)),
    )


def _words(text: str) -> Any:
    """What was said that fits, or what the customer said first."""
    said = select(Message.text).where(
        Message.conversation_id == Handoff.conversation_id, Message.type == "message"
    )
    first = said.where(Message.author == "customer").order_by(Message.seq).limit(1)
    opening = first.correlate(Handoff).scalar_subquery()
    if not text:
        return opening
    fitting = said.where(_like(Message.text, _pattern(text))).order_by(Message.seq).limit(1)
    return func.coalesce(fitting.correlate(Handoff).scalar_subquery(), opening)


def _last_band() -> Any:
    statement = select(Turn.band).where(Turn.conversation_id == Handoff.conversation_id)
    return statement.order_by(Turn.number.desc()).limit(1).correlate(Handoff).scalar_subquery()


def _last_case(column: Any) -> Any:
    statement = select(column).where(Case.conversation_id == Handoff.conversation_id)
    return statement.order_by(Case.opened_at.desc()).limit(1).correlate(Handoff).scalar_subquery()


def _pattern(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


def _like(column: Any, pattern: str) -> Any:
    return column.ilike(pattern, escape="\\")

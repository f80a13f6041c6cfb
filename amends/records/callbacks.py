"""Callbacks: the word that a person gets in touch later, when nobody could join, and who is owed one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from amends.casework.clocks import BusinessHours
from amends.casework.promise import is_overdue
from amends.casework.remedy import CALLBACK_DEED, callback_word
from amends.records.agreements import give_word
from amends.records.conversations import lock_conversation
from amends.records.customers import customer_of
from amends.records.door import contact_from_customer
from amends.records.handoffs import last_handoff
from amends.records.notices import Notice, tell
from amends.records.promises import settle_promise
from amends.records.tables import Conversation, Customer, Handoff, Promise, User, WrapUp


@dataclass(frozen=True)
class CallbackDue:
    """A customer whom a person still has to get in touch with; `due_at` is that of the promise, if any."""

    conversation_id: str
    handoff_id: int
    customer_name: str | None
    contact: str
    reason: str
    summary: str
    case_reference: str | None
    agent_name: str | None
    promised_what: str | None
    due_at: datetime | None
    ended_at: datetime


def can_be_reached(session: Session, conversation_id: str) -> bool:
    """Whether the customer left an e-mail address or a phone number."""
    customer = customer_of(session, conversation_id)
    return customer is not None and bool(customer.email or customer.phone)


def give_callback(
    session: Session,
    conversation_id: str,
    case_reference: str | None,
    *,
    hours: BusinessHours,
    message_id: str,
    at: datetime,
) -> Promise:
    """Promise that a person gets in touch; a callback that is promised already stays as it is.

    Unless its time has passed: that one is broken, and what is said now must not name a day gone by.
    """
    known = _open_callback(session, conversation_id)
    if known is not None and not is_overdue(known.status, known.due_at, at):
        return known
    if known is not None:
        settle_promise(session, known.id, "broken")
    word = callback_word(case_reference, at, hours)
    return give_word(session, conversation_id, word, case_reference, message_id, at)


def promise_if_owed(
    session: Session,
    conversation_id: str,
    notice: Callable[[Promise], Notice],
    *,
    hours: BusinessHours,
    new_id: Callable[[], str],
    at: datetime,
) -> bool:
    """Give and tell the word that waited for contact details only; True when it was given now."""
    conversation = lock_conversation(session, conversation_id)
    last = last_handoff(session, conversation_id)
    if last is None or last.status != "expired" or _open_callback(session, conversation_id) is not None:
        return False
    if not can_be_reached(session, conversation_id):
        return False
    message_id = new_id()
    promise = give_callback(
        session, conversation_id, last.case_reference, hours=hours, message_id=message_id, at=at
    )
    tell(session, conversation, notice(promise), new_id=lambda: message_id, at=at)
    return True


def take_contact(
    session: Session,
    conversation_id: str,
    token_hash: str,
    notice: Callable[[Promise], Notice],
    *,
    name: str | None,
    email: str | None,
    phone: str | None,
    hours: BusinessHours,
    new_id: Callable[[], str],
    at: datetime,
) -> bool:
    """Keep how to reach the customer, and the word that waited for it; True when that was given now.

    Raises what `amends.records.door.admit` raises.
    """
    contact_from_customer(session, conversation_id, token_hash, name=name, email=email, phone=phone, at=at)
    return promise_if_owed(session, conversation_id, notice, hours=hours, new_id=new_id, at=at)


def keep_callback(session: Session, conversation_id: str) -> None:
    """A person has got in touch: the callback that was promised is kept."""
    promise = _open_callback(session, conversation_id)
    if promise is not None:
        settle_promise(session, promise.id, "kept")


def callbacks_due(session: Session, now: datetime) -> list[CallbackDue]:
    """Every customer to get in touch with, the earliest promise first, then the longest without one.

    They can be reached, no handoff of theirs is open, and the last one expired or was wrapped up with an
    agreement to call back. Taking the conversation up again is what ends it.
    """
    newest = select(func.max(Handoff.id)).group_by(Handoff.conversation_id)
    rows = session.execute(
        select(Handoff, Customer, User.name, Promise)
        .join(Conversation, Conversation.id == Handoff.conversation_id)
        .join(Customer, Customer.id == Conversation.customer_id)
        .outerjoin(User, User.id == Handoff.agent_id)
        .outerjoin(WrapUp, WrapUp.handoff_id == Handoff.id)
        .outerjoin(Promise, (Promise.conversation_id == Conversation.id) & _is_open_callback())
        .where(
            Handoff.id.in_(newest),
            or_(Handoff.status == "expired", WrapUp.disposition == "callback_agreed"),
            or_(Customer.email.is_not(None), Customer.phone.is_not(None)),
        )
    )
    found = {handoff.id: _due(handoff, customer, name, promise) for handoff, customer, name, promise in rows}
    return sorted(found.values(), key=lambda one: (one.due_at or now, one.ended_at, one.handoff_id))


def _due(handoff: Handoff, customer: Customer, agent: str | None, promise: Promise | None) -> CallbackDue:
    return CallbackDue(
        conversation_id=handoff.conversation_id,
        handoff_id=handoff.id,
        customer_name=customer.name,
        contact=customer.email or customer.phone or "",
        reason=handoff.reason,
        summary=handoff.summary,
        case_reference=handoff.case_reference,
        agent_name=agent,
        promised_what=promise.what if promise else None,
        due_at=promise.due_at if promise else None,
        ended_at=handoff.ended_at or handoff.requested_at,
    )


def _open_callback(session: Session, conversation_id: str) -> Promise | None:
    statement = select(Promise).where(Promise.conversation_id == conversation_id, _is_open_callback())
    return session.scalar(statement.order_by(Promise.id).limit(1))


def _is_open_callback() -> ColumnElement[bool]:
    return (Promise.status == "open") & Promise.what.startswith(CALLBACK_DEED)

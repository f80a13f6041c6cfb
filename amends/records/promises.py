"""Promises: giving a word on record, and settling it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from amends.casework.promise import Word, check_promise_step, is_overdue
from amends.records.tables import Promise

_PROMISES = (
    select(Promise).where(Promise.conversation_id == bindparam("conversation_id")).order_by(Promise.id)
)


@dataclass(frozen=True)
class PromiseCounts:
    """How a conversation's promises stand; an open one that is past due counts as broken."""

    open: int
    broken: int


def make_promise(
    session: Session,
    conversation_id: str,
    word: Word,
    *,
    at: datetime,
    case_reference: str | None = None,
    message_id: str | None = None,
) -> Promise:
    """Put a word given to a customer on record."""
    promise = Promise(
        conversation_id=conversation_id,
        case_reference=case_reference,
        who=word.who,
        what=word.what,
        due_at=word.due_at,
        status="open",
        message_id=message_id,
        made_at=at,
    )
    session.add(promise)
    session.flush()
    return promise


def settle_promise(session: Session, promise_id: int, status: str) -> Promise:
    """Record a promise as kept, broken or released.

    Raises LookupError for an unknown promise and amends.casework.promise.IllegalPromiseStep.
    """
    promise = session.get(Promise, promise_id, with_for_update=True, populate_existing=True)
    if promise is None:
        raise LookupError(f"there is no promise {promise_id}")
    check_promise_step(promise.status, status)
    promise.status = status
    session.flush()
    return promise


def promises_of(session: Session, conversation_id: str) -> list[Promise]:
    """All promises made in a conversation, in the order they were made."""
    return list(session.scalars(_PROMISES, {"conversation_id": conversation_id}))


def find_open_promise(session: Session, conversation_id: str, what: str) -> Promise | None:
    """An open promise of the same deed in a conversation, so that one word is not given twice."""
    statement = select(Promise).where(
        Promise.conversation_id == conversation_id, Promise.what == what, Promise.status == "open"
    )
    return session.scalar(statement.order_by(Promise.id).limit(1))


def count_promises(session: Session, conversation_id: str, now: datetime) -> PromiseCounts:
    """How many promises of a conversation are open and how many were broken."""
    return _count(promises_of(session, conversation_id), now)


def count_promises_of(
    session: Session, conversation_ids: Sequence[str], now: datetime
) -> dict[str, PromiseCounts]:
    """The same for several conversations at once; those without any promise are left out."""
    statement = select(Promise).where(Promise.conversation_id.in_(conversation_ids)).order_by(Promise.id)
    found: dict[str, list[Promise]] = {}
    for promise in session.scalars(statement):
        found.setdefault(promise.conversation_id, []).append(promise)
    return {conversation_id: _count(promises, now) for conversation_id, promises in found.items()}


def _count(found: Sequence[Promise], now: datetime) -> PromiseCounts:
    late = sum(is_overdue(promise.status, promise.due_at, now) for promise in found)
    open_ones = sum(promise.status == "open" for promise in found)
    broken = sum(promise.status == "broken" for promise in found)
    return PromiseCounts(open=open_ones - late, broken=broken + late)

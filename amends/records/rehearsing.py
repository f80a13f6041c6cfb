"""Rehearsals: everything may be done on the records as they stood, and nothing of it is kept."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import delete, event, select, update
from sqlalchemy.orm import Session

from amends.records.database import Database
from amends.records.tables import (
    Case,
    CaseEntry,
    Counter,
    Handoff,
    Offer,
    Promise,
    User,
    WrapUp,
)

LAST_REAL_NUMBER = 999_000


class RehearsalWouldBeKept(RuntimeError):
    """Something tried to commit what was only rehearsed."""


@contextmanager
def rehearsing(database: Database) -> Iterator[Session]:
    """A session for what is only tried out: it is always rolled back, and a commit in it raises."""
    with Session(database.engine, expire_on_commit=False) as session:
        event.listen(session, "before_commit", _refuse)
        try:
            yield session
        finally:
            session.rollback()


def _refuse(session: Session) -> None:
    raise RehearsalWouldBeKept("a rehearsal is never committed")


def as_it_stood(session: Session, conversation_id: str, then: datetime) -> None:
    """Take away what was put on record of a conversation after a moment; only for sessions of `rehearsing`.

    What changed in a row since then (a case's category, a promise's status) stays as it is now.
    """
    mine = Handoff.conversation_id == conversation_id
    later = select(Handoff.id).where(mine, Handoff.requested_at > then)
    cases = select(Case.reference).where(Case.conversation_id == conversation_id, Case.opened_at > then)
    for statement in (
        delete(Offer).where(Offer.handoff_id.in_(later)),
        delete(WrapUp).where(WrapUp.handoff_id.in_(later)),
        delete(Handoff).where(mine, Handoff.requested_at > then),
        update(Handoff).where(mine, Handoff.ended_at > then).values(ended_at=None, status="requested"),
        update(Handoff).where(Handoff.case_reference.in_(cases)).values(case_reference=None),
        delete(Promise).where(Promise.conversation_id == conversation_id, Promise.made_at > then),
        delete(Promise).where(Promise.case_reference.in_(cases)),
        delete(CaseEntry).where(CaseEntry.case_reference.in_(cases)),
        delete(Case).where(Case.conversation_id == conversation_id, Case.opened_at > then),
    ):
        _run(session, statement)


def with_other_numbers(session: Session, year: int) -> None:
    """Give the year's new cases numbers that no real one has, the same in every rehearsal."""
    session.merge(Counter(name=f"cases-{year}", value=LAST_REAL_NUMBER))
    session.flush()


def with_on_duty(session: Session, count: int, at: datetime) -> None:
    """Put so many agents on duty as there were; only for sessions of `rehearsing`."""
    agents = select(User.id).where(User.role == "agent", User.active.is_(True)).order_by(User.id)
    chosen = list(session.scalars(agents.limit(count)))
    _run(session, update(User).where(User.on_duty.is_(True)).values(on_duty=False))
    _run(session, update(User).where(User.id.in_(chosen)).values(on_duty=True, last_seen_at=at))


def _run(session: Session, statement: Any) -> None:
    session.execute(statement.execution_options(synchronize_session=False))

"""Corrections: what trainers say was wrong in a turn, who judged that, and who looked it through."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from amends.records.tables import Conversation, Correction, Review, Turn, User

OPEN, ACCEPTED, REJECTED = "open", "accepted", "rejected"


class UnknownTurn(Exception):
    """There is no such turn to correct."""


class UnknownCorrection(Exception):
    """There is no such correction."""


class AlreadyJudged(Exception):
    """The correction was accepted or rejected before, by the person named."""


class OwnCorrection(Exception):
    """The correction is one's own, and there is another trainer who can judge it."""


@dataclass(frozen=True)
class Wrong:
    """One thing that was wrong in a turn: what it was, and what would have been right."""

    subject: str
    was: str
    right: str


@dataclass(frozen=True)
class Told:
    """A correction with the names of the people; it outlives its session."""

    correction: Correction
    maker: str
    reviewer: str | None


@dataclass(frozen=True)
class Taught:
    """An accepted correction with the record of its turn."""

    correction: Correction
    record: dict[str, Any]


def write_corrections(
    session: Session,
    conversation_id: str,
    turn_number: int,
    wrongs: Sequence[Wrong],
    *,
    note: str,
    text: str,
    made_by: int,
    at: datetime,
) -> list[int]:
    """Write what was wrong; the ids of the new rows. What was said before is not said twice.

    Raises UnknownTurn.
    """
    if turn_record(session, conversation_id, turn_number) is None:
        raise UnknownTurn(f"{conversation_id}, turn {turn_number}")
    known = {
        (each.subject, each.was, each.right)
        for each in session.scalars(_of_turn(conversation_id, turn_number))
        if each.status != REJECTED
    }
    rows = [
        Correction(
            conversation_id=conversation_id,
            turn_number=turn_number,
            subject=wrong.subject,
            was=wrong.was,
            right=wrong.right,
            note=note,
            text=text,
            made_by=made_by,
            made_at=at,
        )
        for wrong in wrongs
        if (wrong.subject, wrong.was, wrong.right) not in known
    ]
    session.add_all(rows)
    session.flush()
    return [row.id for row in rows]


def judge(
    session: Session, correction_id: int, *, accepted: bool, text: str | None, by: int, at: datetime
) -> Correction:
    """Accept or reject an open correction; `text`, if given, replaces what may be taught.

    Raises UnknownCorrection, AlreadyJudged and OwnCorrection.
    """
    row = _locked(session, correction_id)
    if row.status != OPEN:
        reviewer = session.get(User, row.reviewed_by) if row.reviewed_by else None
        raise AlreadyJudged(reviewer.name if reviewer else "somebody")
    if row.made_by == by and not is_the_only_trainer(session, by):
        raise OwnCorrection(str(correction_id))
    row.status = ACCEPTED if accepted else REJECTED
    row.reviewed_by, row.reviewed_at = by, at
    if text:
        row.text = text
    session.flush()
    return row


def take_back(session: Session, correction_id: int, *, by: int) -> str:
    """Delete one's own open correction; its conversation. Raises UnknownCorrection, AlreadyJudged."""
    row = _locked(session, correction_id)
    if row.made_by != by:
        raise UnknownCorrection(str(correction_id))
    if row.status != OPEN:
        raise AlreadyJudged("somebody")
    session.delete(row)
    session.flush()
    return row.conversation_id


def is_the_only_trainer(session: Session, user_id: int) -> bool:
    """Whether no other active trainer could judge this person's corrections."""
    others = select(func.count()).select_from(User)
    others = others.where(User.role == "trainer", User.active.is_(True), User.id != user_id)
    return session.scalar(others) == 0


def count_open(session: Session) -> int:
    """How many corrections wait for a decision."""
    return session.scalar(select(func.count()).select_from(Correction).where(Correction.status == OPEN)) or 0


def list_corrections(
    session: Session, *, status: str = "", before: int | None = None, limit: int = 50
) -> list[Told]:
    """Corrections, the newest first, of one status or of all; `before` an id goes on where a page ended."""
    query = _told().order_by(Correction.id.desc()).limit(limit)
    if status:
        query = query.where(Correction.status == status)
    if before is not None:
        query = query.where(Correction.id < before)
    return _detached(session, query)


def corrections_of(session: Session, conversation_id: str) -> list[Told]:
    """The corrections of a conversation in the order of its turns."""
    query = _told().where(Correction.conversation_id == conversation_id)
    return _detached(session, query.order_by(Correction.turn_number, Correction.id))


def read_correction(session: Session, correction_id: int) -> Correction | None:
    """The correction with an id, or None."""
    return session.get(Correction, correction_id)


def taught(session: Session) -> list[Taught]:
    """Every accepted correction with its turn's record, in the order in which they were made."""
    query = (
        select(Correction, Turn.record)
        .join(
            Turn,
            (Turn.conversation_id == Correction.conversation_id) & (Turn.number == Correction.turn_number),
        )
        .where(Correction.status == ACCEPTED)
        .order_by(Correction.id)
    )
    found = [Taught(correction, record) for correction, record in session.execute(query)]
    for each in found:
        session.expunge(each.correction)
    return found


def turn_record(session: Session, conversation_id: str, number: int) -> dict[str, Any] | None:
    """The record of a turn, or None when there is no such turn."""
    return session.scalar(
        select(Turn.record).where(Turn.conversation_id == conversation_id, Turn.number == number)
    )


def look_through(
    session: Session, conversation_id: str, *, by: int, at: datetime, turns: int | None = None
) -> bool:
    """Note that a trainer has looked through a conversation; False when there is none.

    They saw its first `turns` turns (all that there are by default), so what came since is still unseen.
    """
    conversation = session.get(Conversation, conversation_id)
    if conversation is None:
        return False
    seen = conversation.turn_count if turns is None else min(turns, conversation.turn_count)
    earlier = session.get(Review, conversation_id)
    if earlier is None or earlier.turn_count <= seen:
        session.merge(Review(conversation_id=conversation_id, turn_count=seen, made_by=by, made_at=at))
    return True


def review_of(session: Session, conversation_id: str) -> tuple[Review, str] | None:
    """Who has looked through a conversation last, by name, or None when nobody has."""
    row = session.execute(
        select(Review, User.name)
        .join(User, User.id == Review.made_by)
        .where(Review.conversation_id == conversation_id)
    ).one_or_none()
    return (row[0], row[1]) if row else None


def _locked(session: Session, correction_id: int) -> Correction:
    row = session.get(Correction, correction_id, with_for_update=True, populate_existing=True)
    if row is None:
        raise UnknownCorrection(str(correction_id))
    return row


def _of_turn(conversation_id: str, number: int) -> Any:
    return select(Correction).where(
        Correction.conversation_id == conversation_id, Correction.turn_number == number
    )


def _told() -> Any:
    reviewer = aliased(User)
    query = select(Correction, User.name, reviewer.name).join(User, User.id == Correction.made_by)
    return query.outerjoin(reviewer, reviewer.id == Correction.reviewed_by)


def _detached(session: Session, query: Any) -> list[Told]:
    found = [Told(*row) for row in session.execute(query)]
    for each in found:
        session.expunge(each.correction)
    return found

"""Finds conversations for trainers by everything that is known of them, newest first, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import and_, exists, func, not_, or_, select, tuple_
from sqlalchemy.orm import Session

from amends.deescalation.bands import BANDS
from amends.records.finding_outcomes import came_out
from amends.records.finding_rows import Listed, listed
from amends.records.tables import (
    Case,
    Conversation,
    Correction,
    Customer,
    Handoff,
    Message,
    Review,
    Turn,
)

REVIEWS: tuple[str, ...] = ("corrected", "undecided", "unseen")


@dataclass(frozen=True)
class Wanted:
    """What to look for; what is empty narrows nothing, and all that is given must hold.

    `band` at some turn, `peak` the highest one; `review` is corrected (a trainer has corrected
    something), undecided (nobody has judged a correction yet) or unseen (not looked through since its
    last turn); opened from a time, and before another.
    """

    text: str = ""
    band: str = ""
    peak: str = ""
    intent: str = ""
    reason: str = ""
    move: str = ""
    outcome: str = ""
    agent_id: int | None = None
    opened_from: datetime | None = None
    opened_before: datetime | None = None
    review: str = ""

    @property
    def everything(self) -> bool:
        """Whether nothing narrows it."""
        return not any(getattr(self, field.name) for field in fields(self))


@dataclass(frozen=True)
class Place:
    """A place in the list: the conversation that stands there."""

    opened_at: datetime
    conversation_id: str


@dataclass(frozen=True)
class Found:
    """A page of the list, newest first, and whether there are newer and older ones beyond it."""

    rows: list[Listed]
    newer: bool
    older: bool


def find(
    session: Session,
    wanted: Wanted,
    *,
    now: datetime,
    limit: int = 30,
    after: Place | None = None,
    before: Place | None = None,
) -> Found:
    """The conversations that fit, the `limit` newest, or those right after or right before a place."""
    query = select(Conversation, Customer.name).outerjoin(Customer, Customer.id == Conversation.customer_id)
    query = query.where(*_conditions(session, wanted, now))
    position = tuple_(Conversation.opened_at, Conversation.id)
    if before is not None:
        query = query.where(position > (before.opened_at, before.conversation_id))
        query = query.order_by(Conversation.opened_at, Conversation.id)
    else:
        if after is not None:
            query = query.where(position < (after.opened_at, after.conversation_id))
        query = query.order_by(Conversation.opened_at.desc(), Conversation.id.desc())
    rows = session.execute(query.limit(limit + 1)).all()
    more = len(rows) > limit
    page = [(conversation, name) for conversation, name in rows[:limit]]
    if before is not None:
        page.reverse()
    turned_back = before is not None
    return Found(
        rows=listed(session, page, now),
        newer=more if turned_back else after is not None,
        older=True if turned_back else more,
    )


def _conditions(session: Session, wanted: Wanted, now: datetime) -> list[Any]:
    found: list[Any] = []
    if wanted.opened_from:
        found.append(Conversation.opened_at >= wanted.opened_from)
    if wanted.opened_before:
        found.append(Conversation.opened_at < wanted.opened_before)
    if wanted.band:
        found.append(_has(Turn, Turn.band == wanted.band))
    if wanted.peak:
        worse = BANDS[BANDS.index(wanted.peak) + 1 :]
        found.append(_has(Turn, Turn.band == wanted.peak))
        found += [not_(_has(Turn, Turn.band.in_(worse)))] if worse else []
    if wanted.intent:
        found.append(_has(Turn, Turn.intent == wanted.intent))
    if wanted.move:
        found.append(_has(Turn, Turn.moves.like(f"% {_escaped(wanted.move)} %", escape="\\")))
    if wanted.reason:
        found.append(_has(Handoff, Handoff.reason == wanted.reason))
    if wanted.agent_id is not None:
        found.append(_has(Handoff, Handoff.agent_id == wanted.agent_id))
    if wanted.outcome:
        found.append(came_out(wanted.outcome, now))
    if wanted.review:
        found.append(_reviewed(wanted.review))
    return [*found, _says(session, wanted.text)] if wanted.text else found


def _has(table: Any, condition: Any) -> Any:
    # A list made once from an index is quicker than asking anew for every conversation.
    return Conversation.id.in_(select(table.conversation_id).where(condition))


def _reviewed(review: str) -> Any:
    seen = select(Review.conversation_id).where(
        Review.conversation_id == Conversation.id, Review.turn_count >= Conversation.turn_count
    )
    ways = {
        "corrected": Conversation.id.in_(select(Correction.conversation_id)),
        "undecided": _has(Correction, Correction.status == "open"),
        "unseen": and_(not_(seen.exists()), Conversation.turn_count > 0),
    }
    return ways[review]


def _says(session: Session, text: str) -> Any:
    """Words said by anybody, the customer's name, a case reference, or a conversation's id."""
    pattern = f"%{_escaped(text)}%"

    def like(column: Any) -> Any:
        # SQLite's LIKE ignores case by itself, and lowering both sides first would take twice as long.
        if session.get_bind().dialect.name == "sqlite":
            return column.like(pattern, escape="\\")
        return column.ilike(pattern, escape="\\")

    def said(table: Any, column: Any) -> Any:
        return exists().where(table.conversation_id == Conversation.id, like(column))

    return or_(
        Conversation.id == text,
        like(func.coalesce(Customer.name, "")),
        said(Message, Message.text),
        said(Case, Case.reference),
    )


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def ends_of(rows: Sequence[Listed]) -> tuple[Place, Place]:
    """The first and the last place of a page that is not empty."""
    first, last = rows[0], rows[-1]
    return Place(first.opened_at, first.conversation_id), Place(last.opened_at, last.conversation_id)

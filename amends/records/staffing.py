"""Who is at work: agents on duty whose console is open, and how many conversations each has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from amends.casework.handoff import HELD
from amends.records.tables import Handoff, User


@dataclass(frozen=True)
class AtWork:
    """An agent with what they have; offers stop at `most_at_once` conversations."""

    agent_id: int
    name: str
    on_duty: bool
    conversations: int
    most_at_once: int


def agents_at_work(session: Session, now: datetime, window_s: float, reader_id: int) -> list[AtWork]:
    """Active agents on duty who were seen within `window_s` seconds, and always the reader, by name."""
    held = (
        select(func.count())
        .where(Handoff.agent_id == User.id, Handoff.ended_at.is_(None), Handoff.status.in_(HELD))
        .correlate(User)
        .scalar_subquery()
    )
    seen = User.last_seen_at >= now - timedelta(seconds=window_s)
    rows = session.execute(
        select(User.id, User.name, User.on_duty, held, User.most_at_once)
        .where(
            User.role == "agent",
            User.active.is_(True),
            or_(User.id == reader_id, User.on_duty.is_(True) & seen),
        )
        .order_by(User.name, User.id)
    )
    return [AtWork(*row) for row in rows]


def all_agents(session: Session) -> list[tuple[int, str]]:
    """Every agent's id and name, also of those who left, by name."""
    statement = select(User.id, User.name).where(User.role == "agent").order_by(User.name, User.id)
    return [(user_id, name) for user_id, name in session.execute(statement)]

"""Users: the agents and trainers who sign in, and who of them is on duty."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy.orm import Session

from amends.records.tables import SignInSession, User
from amends.records.wakes import QUEUE, announce

_ON_DUTY = (
    select(func.count())
    .select_from(User)
    .where(
        User.role == "agent",
        User.active.is_(True),
        User.on_duty.is_(True),
        User.last_seen_at >= bindparam("since", type_=User.last_seen_at.type),
    )
)


class UserExists(Exception):
    """There is already a user with this e-mail address."""


def add_user(session: Session, *, email: str, name: str, role: str, password_hash: str, at: datetime) -> User:
    """Add an agent or a trainer. Raises UserExists."""
    if user_by_email(session, email) is not None:
        raise UserExists(email)
    user = User(email=tidy_email(email), name=name, role=role, password_hash=password_hash, created_at=at)
    session.add(user)
    session.flush()
    return user


def tidy_email(email: str) -> str:
    """An e-mail address as it is stored and looked up: trimmed, in lower case."""
    return email.strip().lower()


def user_by_email(session: Session, email: str) -> User | None:
    """The user with an e-mail address, or None."""
    # PostgreSQL breaks on this character where SQLite merely finds nobody; anybody may type it at the door.
    if "\x00" in email:
        return None
    return session.scalar(select(User).where(User.email == tidy_email(email)))


def saw_user(session: Session, user_id: int, at: datetime) -> None:
    """Remember that a user was here."""
    session.execute(update(User).where(User.id == user_id).values(last_seen_at=at))


def set_on_duty(session: Session, user_id: int, on_duty: bool) -> None:
    """Put an agent on duty or off."""
    session.execute(update(User).where(User.id == user_id).values(on_duty=on_duty))


def set_most_at_once(session: Session, user_id: int, most: int) -> None:
    """How many conversations are offered to an agent at once. Raises ValueError below 1."""
    if most < 1:
        raise ValueError("an agent on duty takes at least one conversation; off duty takes none")
    session.execute(update(User).where(User.id == user_id).values(most_at_once=most))
    announce(session, QUEUE)


def set_password(session: Session, user_id: int, password_hash: str) -> None:
    """Give a user another password, and sign them out everywhere."""
    session.execute(update(User).where(User.id == user_id).values(password_hash=password_hash))
    session.execute(delete(SignInSession).where(SignInSession.user_id == user_id))


def count_agents_on_duty(session: Session, now: datetime, window_s: float) -> int:
    """How many active agents are on duty and were seen within the last `window_s` seconds."""
    since = now - timedelta(seconds=window_s)
    return session.scalar(_ON_DUTY, {"since": since}) or 0


def are_others_on_duty(session: Session, agent_id: int | None, now: datetime, window_s: float) -> bool:
    """Whether an active agent besides this one is on duty and was seen within the last `window_s` seconds."""
    others = select(User.id).where(
        User.id != agent_id,
        User.role == "agent",
        User.active.is_(True),
        User.on_duty.is_(True),
        User.last_seen_at >= now - timedelta(seconds=window_s),
    )
    return session.scalar(others.limit(1)) is not None

"""Sign-in sessions: browsers that users have signed in from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from amends.records.tables import SignInSession, User


@dataclass(frozen=True)
class SignedIn:
    """A valid sign-in session and its user."""

    session: SignInSession
    user: User


def start_session(
    session: Session, user_id: int, *, token_hash: str, csrf_token: str, at: datetime, expires_at: datetime
) -> SignInSession:
    """Sign a browser in, and forget sessions that have expired."""
    session.execute(delete(SignInSession).where(SignInSession.expires_at <= at))
    started = SignInSession(
        token_hash=token_hash,
        user_id=user_id,
        csrf_token=csrf_token,
        created_at=at,
        seen_at=at,
        expires_at=expires_at,
    )
    session.add(started)
    session.flush()
    return started


def find_session(session: Session, token_hash: str, now: datetime) -> SignedIn | None:
    """The session with this token hash and its user, if it has not expired and the user is active."""
    statement = (
        select(SignInSession, User)
        .join(User, User.id == SignInSession.user_id)
        .where(SignInSession.token_hash == token_hash, SignInSession.expires_at > now, User.active.is_(True))
    )
    row = session.execute(statement).one_or_none()
    return None if row is None else SignedIn(row[0], row[1])


def touch_session(session: Session, token_hash: str, at: datetime) -> None:
    """Remember that a session was used."""
    found = session.get(SignInSession, token_hash)
    if found is not None:
        found.seen_at = at


def end_session(session: Session, token_hash: str) -> None:
    """Sign a browser out."""
    session.execute(delete(SignInSession).where(SignInSession.token_hash == token_hash))

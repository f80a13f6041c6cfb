from datetime import datetime, timedelta

from amends.records.database import Database
from amends.records.sessions import (
    end_session,
    find_session,
    start_session,
    touch_session,
)
from amends.records.tables import SignInSession, User

HOUR = timedelta(hours=1)


def _start(database: Database, user_id: int, token_hash: str, at: datetime) -> None:
    with database.session() as session:
        start_session(session, user_id, token_hash=token_hash, csrf_token="c", at=at, expires_at=at + HOUR)


def test_a_signed_in_user_is_found_by_the_token(database: Database, agent: int, now: datetime) -> None:
    _start(database, agent, "t", now)
    with database.reading() as session:
        found = find_session(session, "t", now + HOUR - timedelta(seconds=1))
        assert found is not None
        assert (found.user.id, found.session.csrf_token) == (agent, "c")
        assert find_session(session, "other", now) is None


def test_a_session_ends_at_its_time(database: Database, agent: int, now: datetime) -> None:
    _start(database, agent, "t", now)
    with database.reading() as session:
        assert find_session(session, "t", now + HOUR) is None


def test_a_user_who_left_is_signed_out(database: Database, agent: int, now: datetime) -> None:
    _start(database, agent, "t", now)
    with database.session() as session:
        session.get_one(User, agent).active = False
    with database.reading() as session:
        assert find_session(session, "t", now) is None


def test_signing_in_forgets_expired_sessions(database: Database, agent: int, now: datetime) -> None:
    _start(database, agent, "old", now)
    _start(database, agent, "new", now + HOUR)
    with database.reading() as session:
        assert session.get(SignInSession, "old") is None
        assert session.get(SignInSession, "new") is not None


def test_signing_out_ends_one_session(database: Database, agent: int, now: datetime) -> None:
    for name in ("a", "b", "c"):
        _start(database, agent, name, now)
    with database.session() as session:
        end_session(session, "a")
        assert find_session(session, "a", now) is None
        assert find_session(session, "b", now) is not None


def test_use_is_remembered(database: Database, agent: int, now: datetime) -> None:
    _start(database, agent, "t", now)
    with database.session() as session:
        touch_session(session, "t", now + HOUR / 2)
        touch_session(session, "unknown", now)
    with database.reading() as session:
        assert session.get_one(SignInSession, "t").seen_at == now + HOUR / 2

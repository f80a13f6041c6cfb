from datetime import datetime, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from amends.records.database import Database
from amends.records.sessions import find_session, start_session
from amends.records.tables import User
from amends.records.users import (
    UserExists,
    add_user,
    are_others_on_duty,
    count_agents_on_duty,
    saw_user,
    set_most_at_once,
    set_on_duty,
    set_password,
    user_by_email,
)


def _add(database: Database, email: str, at: datetime, role: str = "agent") -> int:
    with database.session() as session:
        return add_user(session, email=email, name="R", role=role, password_hash="-", at=at).id


def test_a_user_is_found_however_the_address_is_written(database: Database, now: datetime) -> None:
    user_id = _add(database, " Robin@Example.com ", now)
    with database.reading() as session:
        found = user_by_email(session, "ROBIN@example.COM")
        assert found is not None and (found.id, found.email) == (user_id, "robin@example.com")
        assert user_by_email(session, "other@example.com") is None


def test_an_address_belongs_to_one_user(database: Database, now: datetime) -> None:
    _add(database, "robin@example.com", now)
    with pytest.raises(UserExists):
        _add(database, "ROBIN@example.com", now)


def test_only_agents_and_trainers_sign_in(database: Database, now: datetime) -> None:
    with pytest.raises(IntegrityError):
        _add(database, "robin@example.com", now, role="robot")


def test_on_duty_are_active_agents_who_say_so_and_were_seen_lately(database: Database, now: datetime) -> None:
    def agent(email: str, *, seen_s_ago: float = 1, on_duty: bool = True, role: str = "agent") -> int:
        user_id = _add(database, email, now, role)
        with database.session() as session:
            saw_user(session, user_id, now - timedelta(seconds=seen_s_ago))
            set_on_duty(session, user_id, on_duty)
        return user_id

    agent("here@example.com")
    agent("just@example.com", seen_s_ago=45)
    agent("gone@example.com", seen_s_ago=46)
    agent("off@example.com", on_duty=False)
    agent("trainer@example.com", role="trainer")
    left = agent("left@example.com")
    with database.session() as session:
        session.get_one(User, left).active = False
    _add(database, "never@example.com", now)
    with database.reading() as session:
        assert count_agents_on_duty(session, now, 45) == 2


def test_a_new_password_signs_out_everywhere(database: Database, agent: int, now: datetime) -> None:
    later = now + timedelta(hours=1)
    with database.session() as session:
        start_session(session, agent, token_hash="t", csrf_token="c", at=now, expires_at=later)
        set_password(session, agent, "new hash")
        assert find_session(session, "t", now) is None
        assert session.get_one(User, agent).password_hash == "new hash"


def test_an_agent_takes_at_least_one_conversation_at_once(database: Database, agent: int) -> None:
    with database.session() as session:
        set_most_at_once(session, agent, 5)
        assert session.get_one(User, agent).most_at_once == 5
    with pytest.raises(ValueError, match="at least one"), database.session() as session:
        set_most_at_once(session, agent, 0)


def test_whether_others_are_there_does_not_count_oneself(
    database: Database, agent: int, now: datetime
) -> None:
    with database.session() as session:
        set_on_duty(session, agent, True)
        saw_user(session, agent, now)
        assert not are_others_on_duty(session, agent, now, 45)
        assert are_others_on_duty(session, agent + 1, now, 45)
        assert not are_others_on_duty(session, agent + 1, now + timedelta(seconds=46), 45)


def test_an_address_that_no_database_can_hold_belongs_to_nobody(empty_postgresql: Database) -> None:
    with empty_postgresql.reading() as session:
        assert user_by_email(session, "ada\x00@example.com") is None

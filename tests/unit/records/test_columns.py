from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy.exc import StatementError

from amends.records.database import Database
from amends.records.tables import Conversation


def test_a_time_without_a_zone_is_refused(database: Database) -> None:
    with pytest.raises(StatementError, match="without a zone"), database.session() as session:
        session.add(Conversation(id="x", opened_at=datetime(2026, 11, 23, 10)))


def test_a_time_comes_back_as_the_same_moment_in_utc(database: Database) -> None:
    given = datetime(2026, 11, 23, 10, 30, 0, 123456, tzinfo=timezone(timedelta(hours=-5)))
    with database.session() as session:
        session.add(Conversation(id="x", opened_at=given))
    with database.reading() as session:
        found = session.get_one(Conversation, "x").opened_at
    assert found == given
    assert found.tzinfo is UTC
    assert found.hour == 15

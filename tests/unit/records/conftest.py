"""Every repository test runs on SQLite and, where there is one, on PostgreSQL."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from amends.records.database import Database, open_database
from amends.records.migrate import upgrade
from amends.records.tables import Base, Conversation, User
from tests.databases import fresh_sqlite, own_postgresql_schema

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Database]:
    """One migrated schema for the run."""
    with own_postgresql_schema() as url:
        upgrade(url)
        opened = open_database(url)
        yield opened
        opened.close()


@pytest.fixture
def empty_postgresql(postgresql: Database) -> Database:
    """The schema of the run, emptied."""
    with postgresql.session() as session:
        # For a handful of rows this is ten times faster than truncating.
        for table in reversed(Base.metadata.sorted_tables):
            session.execute(table.delete())
    return postgresql


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty database."""
    if request.param == "postgresql":
        yield request.getfixturevalue("empty_postgresql")
    else:
        opened = open_database(fresh_sqlite(tmp_path))
        yield opened
        opened.close()


@pytest.fixture
def now() -> datetime:
    """A Monday morning."""
    return NOW


@pytest.fixture
def conversation(database: Database) -> str:
    """The id of an open conversation."""
    with database.session() as session:
        session.add(Conversation(id="talk", opened_at=NOW))
    return "talk"


@pytest.fixture
def agent(database: Database) -> int:
    """The id of an agent."""
    with database.session() as session:
        user = User(email="robin@example.com", name="Robin", role="agent", password_hash="-", created_at=NOW)
        session.add(user)
        session.flush()
        return user.id

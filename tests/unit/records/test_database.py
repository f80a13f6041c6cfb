import threading
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import IntegrityError

from amends.records.database import Database, DatabaseUnreachable, open_database, with_driver
from amends.records.tables import Conversation, Counter
from tests.databases import fresh_sqlite


def test_an_error_takes_everything_back(database: Database, now: datetime) -> None:
    with pytest.raises(RuntimeError), database.session() as session:
        session.add(Conversation(id="x", opened_at=now))
        session.flush()
        raise RuntimeError
    with database.reading() as session:
        assert session.get(Conversation, "x") is None


def test_a_reading_session_keeps_nothing(database: Database, now: datetime) -> None:
    with database.reading() as session:
        session.add(Conversation(id="x", opened_at=now))
        session.flush()
    with database.reading() as session:
        assert session.get(Conversation, "x") is None


def test_what_was_committed_can_be_used_after_the_session(database: Database, now: datetime) -> None:
    with database.session() as session:
        conversation = Conversation(id="x", opened_at=now)
        session.add(conversation)
    assert conversation.id == "x"
    with database.reading() as session:
        found = session.get_one(Conversation, "x")
    assert found.opened_at == now


def test_sqlite_survives_a_power_cut_and_checks_foreign_keys(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path}/new/folder/a.db")
    with database.reading() as session:
        wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5_000}
        assert {name: session.scalar(text(f"PRAGMA {name}")) for name in wanted} == wanted
    database.close()


def test_a_light_commit_leaves_the_next_one_as_durable_as_ever(tmp_path: Path) -> None:
    database = open_database(fresh_sqlite(tmp_path))
    seen = []
    for durable in (True, False, False, True):
        with database.session(durable=durable) as session:
            seen.append(session.scalar(text("PRAGMA synchronous")))
            session.add(Counter(name=f"n{len(seen)}", value=1))
    assert seen == [2, 1, 1, 2]
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Counter)) == 4
    database.close()


def test_on_postgresql_a_light_commit_is_light_by_itself_only(postgresql: Database) -> None:
    seen = []
    for durable in (True, False, True):
        with postgresql.session(durable=durable) as session:
            seen.append(session.scalar(text("SHOW synchronous_commit")))
    assert seen == ["on", "off", "on"]


def test_what_customers_told_us_is_for_the_owner_s_eyes_only(tmp_path: Path, now: datetime) -> None:
    home = tmp_path / "home"
    database = open_database(f"sqlite:///{home / 'amends.db'}")
    with database.session() as session:
        session.execute(text("CREATE TABLE told (words TEXT)"))
        modes = {file.name: oct(file.stat().st_mode & 0o777) for file in (home, *home.iterdir())}
    database.close()
    assert modes == {
        "home": "0o700",
        "amends.db": "0o600",
        "amends.db-wal": "0o600",
        "amends.db-shm": "0o600",
    }


def test_readers_do_not_wait_for_a_writer(tmp_path: Path, now: datetime) -> None:
    database = open_database(fresh_sqlite(tmp_path))
    with database.session() as writer:
        writer.add(Conversation(id="x", opened_at=now))
        writer.flush()
        with database.reading() as reader:
            assert reader.scalar(select(func.count()).select_from(Conversation)) == 0
    database.close()


def test_a_writer_that_read_first_does_not_fail_when_another_wrote_meanwhile(
    database: Database, now: datetime
) -> None:
    with database.session() as session:
        session.add(Conversation(id="x", opened_at=now))
    both_started = threading.Barrier(2, timeout=5)

    def write_after_reading() -> None:
        both_started.wait()
        with database.session() as session:
            found = session.get_one(Conversation, "x", with_for_update=True)
            found.turn_count = found.turn_count + 1

    threads = [threading.Thread(target=write_after_reading) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.reading() as session:
        assert session.get_one(Conversation, "x").turn_count == 2


def test_we_add_nothing_to_an_error_that_was_to_be_stored(database: Database, now: datetime) -> None:
    with pytest.raises(IntegrityError) as failure, database.session() as session:
        session.add(Conversation(id="x", opened_at=now, holder="nobody", page="a secret page"))
    # PostgreSQL quotes the row in its own words, which is why no log may hold the text of such an error.
    ours = str(failure.value).split("[SQL:")[1]
    assert "a secret page" not in ours
    assert "hidden" in ours


@pytest.mark.parametrize("url", ["", "nonsense", "mysql://host/name", "postgresql+asyncpg://host/name"])
def test_another_kind_of_database_is_refused_without_quoting_a_password(url: str) -> None:
    with pytest.raises(DatabaseUnreachable, match="AMENDS_DATABASE_URL"):
        open_database(url)


@pytest.mark.parametrize(
    ("given", "driver"),
    [
        ("postgresql://host/name", "postgresql+psycopg"),
        ("postgresql+psycopg://host/name", "postgresql+psycopg"),
        ("sqlite:///x.db", "sqlite"),
    ],
)
def test_postgresql_is_reached_through_psycopg(given: str, driver: str) -> None:
    assert with_driver(make_url(given)).drivername == driver

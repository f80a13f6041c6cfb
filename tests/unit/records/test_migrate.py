from pathlib import Path

import pytest
from sqlalchemy import Connection, inspect, text

from amends.records.database import DatabaseUnreachable, open_database
from amends.records.migrate import differences, upgrade
from amends.records.tables import Base, Conversation
from tests.databases import own_postgresql_schema


def _checks(connection: Connection) -> set[tuple[str, str | None, str]]:
    return {
        (table, check["name"], " ".join(check["sqltext"].split()))
        for table in inspect(connection).get_table_names()
        for check in inspect(connection).get_check_constraints(table)
    }


def test_the_revisions_make_exactly_our_tables_on_sqlite(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/a.db"
    assert upgrade(url)
    migrated, created = open_database(url), open_database(f"sqlite:///{tmp_path}/b.db")
    Base.metadata.create_all(created.engine)
    with migrated.engine.connect() as ours, created.engine.connect() as wanted:
        assert differences(ours) == []
        # Autogenerate does not look at checks, so they are compared here.
        assert _checks(ours) == _checks(wanted)
        assert len(_checks(ours)) >= 13


def test_the_revisions_make_exactly_our_tables_on_postgresql() -> None:
    with own_postgresql_schema() as url:
        assert upgrade(url)
        database = open_database(url)
        with database.engine.connect() as connection:
            assert differences(connection) == []
        database.close()


def test_a_difference_would_be_noticed(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/a.db"
    upgrade(url)
    with open_database(url).engine.begin() as connection:
        connection.execute(text("ALTER TABLE cases ADD COLUMN surprise TEXT"))
    with open_database(url).engine.connect() as connection:
        assert len(differences(connection)) == 1


def test_upgrading_twice_changes_nothing(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/a.db"
    assert upgrade(url)
    assert not upgrade(url)


def test_a_revision_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/a.db"
    database = open_database(url)
    # The revision will stumble over this table half-way.
    with database.engine.begin() as connection:
        connection.execute(text("CREATE TABLE handoffs (id INTEGER)"))
    with pytest.raises(Exception, match="handoffs"):
        upgrade(url)
    with database.engine.connect() as connection:
        assert Conversation.__tablename__ not in inspect(connection).get_table_names()


def test_a_server_that_does_not_answer_is_named_without_its_password() -> None:
    with pytest.raises(DatabaseUnreachable) as caught:
        upgrade("postgresql://someone:hidden@127.0.0.1:1/amends")
    assert "127.0.0.1:1/amends" in str(caught.value)
    assert "hidden" not in str(caught.value)


@pytest.mark.parametrize("url", ["nonsense", "nosuch://host/name", ""])
def test_an_address_of_no_database_says_what_one_looks_like(url: str) -> None:
    with pytest.raises(DatabaseUnreachable, match="AMENDS_DATABASE_URL"):
        upgrade(url)

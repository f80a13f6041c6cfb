"""Bringing a database to the newest tables; run as a module with a sentence it drafts a revision."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text
from sqlalchemy.exc import OperationalError

from amends.records.database import Database, DatabaseUnreachable, open_database
from amends.records.tables import Base

MIGRATIONS = Path(__file__).parent / "migrations"
# Any number does, as long as no other program on the same PostgreSQL server locks the same one.
ADVISORY_LOCK = 2_026_112_201


def upgrade(url: str, revision: str = "head") -> bool:
    """Bring the database at a URL to a revision; True when anything changed.

    It runs in one transaction under a lock, so two processes starting at once upgrade once,
    and a revision that fails leaves the tables as they were. Raises DatabaseUnreachable.
    """
    database = open_database(url)
    try:
        with _connected(database) as connection:
            _loosen_foreign_keys(connection)
            with connection.begin():
                if connection.dialect.name == "postgresql":
                    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ADVISORY_LOCK})
                before = _revision(connection)
                command.upgrade(_config(connection), revision)
                after = _revision(connection)
        return before != after
    finally:
        database.close()


def differences(connection: Connection) -> list[object]:
    """What autogenerate would still change: empty when the revisions make exactly our tables."""
    return list(compare_metadata(MigrationContext.configure(connection), Base.metadata))


def draft(sentence: str) -> Path:
    """Write a new revision holding the difference between the revisions so far and the tables."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/draft.db"
        upgrade(url)
        database = open_database(url)
        with database.engine.connect() as connection:
            script = command.revision(_config(connection), sentence, autogenerate=True)
        database.close()
    if script is None or isinstance(script, list):
        raise RuntimeError("Alembic drafted no single revision")
    return Path(script.path)


def _connected(database: Database) -> Connection:
    try:
        return database.engine.connect()
    except OperationalError:
        place = database.engine.url.render_as_string(hide_password=True)
        raise DatabaseUnreachable(
            f"the database at {place} does not answer; start it, or set AMENDS_DATABASE_URL to one that does"
        ) from None


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("file_template", "%%(year)d_%%(month).2d_%%(day).2d_%%(slug)s")
    config.attributes["connection"] = connection
    return config


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _loosen_foreign_keys(connection: Connection) -> None:
    # Making a table anew drops the old one, which would delete the rows that point to it.
    # SQLite heeds this pragma only outside a transaction.
    raw = connection.connection.driver_connection
    if connection.dialect.name == "sqlite" and raw is not None:
        raw.execute("PRAGMA foreign_keys = OFF")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit('usage: python -m amends.records.migrate "What the revision does"')
    print(draft(sys.argv[1]))

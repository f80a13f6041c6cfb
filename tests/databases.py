"""Fresh databases for tests: copies of one migrated SQLite file, and a schema of its own on PostgreSQL.

AMENDS_TEST_DATABASE=postgresql (sqlite by default) chooses what `fresh_database` gives, here alone;
AMENDS_TEST_POSTGRESQL_URL says where the test server is.
"""

import functools
import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import psycopg
import pytest
from sqlalchemy import make_url

from amends.records.database import Database, open_database
from amends.records.migrate import upgrade

ON_POSTGRESQL = os.environ.get("AMENDS_TEST_DATABASE", "sqlite") == "postgresql"
NOTHING_SKIPPED = os.environ.get("AMENDS_CI", "") not in ("", "0")
POSTGRESQL = os.environ.get("AMENDS_TEST_POSTGRESQL_URL", "postgresql://postgres@127.0.0.1:5432/test")


@functools.cache
def _template() -> Path:
    path = Path(tempfile.mkdtemp(prefix="amends-tests-")) / "template.db"
    upgrade(f"sqlite:///{path}")
    return path


def fresh_sqlite(folder: Path) -> str:
    """The address of an empty, migrated SQLite database in a folder; migrating happens once a run."""
    path = folder / "amends.db"
    shutil.copyfile(_template(), path)
    return f"sqlite:///{path}"


@contextmanager
def fresh_database(folder: Path) -> Iterator[str]:
    """The address of an empty, migrated database of the kind that this run is about."""
    if not ON_POSTGRESQL:
        yield fresh_sqlite(folder)
        return
    with own_postgresql_schema() as url:
        upgrade(url)
        yield url


@contextmanager
def opened_database(folder: Path) -> Iterator[Database]:
    """An empty, migrated database of that kind, open until the end of the block."""
    with fresh_database(folder) as url:
        database = open_database(url)
        try:
            yield database
        finally:
            database.close()


@contextmanager
def own_postgresql_schema() -> Iterator[str]:
    """The address of an empty schema on the test server, dropped at the end.

    Without a server it skips; in CI (AMENDS_CI=1) it fails, so that nothing of PostgreSQL goes untested.
    """
    schema = f"amends_{uuid.uuid4().hex[:12]}"
    try:
        with psycopg.connect(POSTGRESQL, connect_timeout=2, autocommit=True) as connection:
            connection.execute(f"CREATE SCHEMA {schema}")  # type: ignore[call-overload]
    except psycopg.OperationalError as error:
        _do_without(error)
    try:
        yield f"{POSTGRESQL}?options=-csearch_path%3D{schema}"
    finally:
        with psycopg.connect(POSTGRESQL, autocommit=True) as connection:
            connection.execute(f"DROP SCHEMA {schema} CASCADE")  # type: ignore[call-overload]


def _do_without(error: psycopg.OperationalError) -> NoReturn:
    place = make_url(POSTGRESQL).render_as_string(hide_password=True)
    if NOTHING_SKIPPED:
        pytest.fail(
            f"AMENDS_CI is set, so a PostgreSQL server must answer at {place} ({type(error).__name__}); "
            "start one, or name it in AMENDS_TEST_POSTGRESQL_URL"
        )
    pytest.skip(f"optional: no PostgreSQL answers at {place} ({type(error).__name__})")

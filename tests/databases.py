"""Fresh databases for tests: copies of one migrated SQLite file, and a schema of its own on PostgreSQL."""

import functools
import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from amends.records.migrate import upgrade

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
def own_postgresql_schema() -> Iterator[str]:
    """The address of an empty schema on the test server, dropped at the end; skips when there is none."""
    schema = f"amends_{uuid.uuid4().hex[:12]}"
    try:
        with psycopg.connect(POSTGRESQL, connect_timeout=2, autocommit=True) as connection:
            connection.execute(f"CREATE SCHEMA {schema}")  # type: ignore[call-overload]
    except psycopg.OperationalError as error:
        pytest.skip(f"optional: no PostgreSQL here ({type(error).__name__})")
    try:
        yield f"{POSTGRESQL}?options=-csearch_path%3D{schema}"
    finally:
        with psycopg.connect(POSTGRESQL, autocommit=True) as connection:
            connection.execute(f"DROP SCHEMA {schema} CASCADE")  # type: ignore[call-overload]

"""Opening the database: SQLite tuned so that a commit survives a power cut, or PostgreSQL by its URL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.orm import Session

from amends.records.wakes import SENDER, tell

__all__ = ["Database", "DatabaseUnreachable", "Session", "open_database", "upsert", "with_driver"]

# Shorter than the assistant waits for an action, so that a writer kept waiting fails while it is listened to.
BUSY_TIMEOUT_MS = 5_000
DRIVERS = frozenset({"sqlite", "sqlite+pysqlite", "postgresql+psycopg"})


class DatabaseUnreachable(RuntimeError):
    """The database's address cannot be used or nobody answers there; the text never holds a password."""


@dataclass(frozen=True)
class Database:
    """An open database; its sessions are synchronous, so async callers use threads."""

    engine: Engine

    @property
    def is_shared(self) -> bool:
        """Whether several desks may work on it: on PostgreSQL they may, on SQLite there is one."""
        return self.engine.dialect.name == "postgresql"

    @contextmanager
    def session(self, sender: str | None = None, *, durable: bool = True) -> Iterator[Session]:
        """A session that may write: it commits at the end and rolls back when anything is raised.

        On SQLite it takes the write lock at once, so that a reader never turns writer half-way and fails.
        What it announces (amends.records.wakes) goes out with the commit; `sender` is the desk that writes.
        A commit that is not `durable` waits for no disk: a power cut may undo it, together with nothing that
        was committed durably after it; a process that is killed undoes nothing.
        """
        engine = self.engine if durable else self.engine.execution_options(durable=False)
        with Session(engine, expire_on_commit=False, info={SENDER: sender}) as session, session.begin():
            yield session
            tell(session)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that only reads, and so never waits for a writer; what it changes is thrown away.

        What was read can still be used afterwards.
        """
        engine = self.engine.execution_options(sqlite_begin="BEGIN")
        with Session(engine, expire_on_commit=False, autoflush=False) as session:
            yield session

    def close(self) -> None:
        """Close every pooled connection."""
        self.engine.dispose()


def upsert(session: Session, table: type[Any]) -> Any:
    """An INSERT for this session's database that can say what happens ON CONFLICT."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    return insert(table)


def open_database(url: str) -> Database:
    """Open the database at an SQLAlchemy URL, such as sqlite:////path/amends.db or postgresql://host/name.

    Nothing is asked of a server yet. Raises DatabaseUnreachable when the address is none of these.
    """
    address = _read_address(url)
    if address.get_backend_name() != "sqlite":
        engine = create_engine(address, pool_pre_ping=True, hide_parameters=True)
        event.listen(engine, "connect", _prepare_postgresql)
        event.listen(engine, "begin", _begin_postgresql)
        return Database(engine)
    if address.database and address.database != ":memory:":
        _make_private(Path(address.database))
    # Errors end up in logs, and parameters are what customers told us.
    engine = create_engine(address, hide_parameters=True)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return Database(engine)


def _make_private(file: Path) -> None:
    """Make a new database that only its owner can read; SQLite gives the files beside it the same mode."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # Where this cannot be done, the first connection says so better.
    with suppress(OSError):
        file.touch(mode=0o600)


def with_driver(address: URL) -> URL:
    """The same address with psycopg 3 named, where a PostgreSQL address names no driver."""
    if address.drivername in ("postgresql", "postgres"):
        return address.set(drivername="postgresql+psycopg")
    return address


def _read_address(url: str) -> URL:
    address: URL | None
    try:
        address = with_driver(make_url(url))
    except ArgumentError:
        address = None
    if address is None or address.drivername not in DRIVERS:
        raise DatabaseUnreachable(
            "AMENDS_DATABASE_URL is no address of a database; "
            "it looks like sqlite:////folder/amends.db or postgresql://person@host/name"
        )
    return address


def _prepare_sqlite(connection: Any, record: object) -> None:
    # The driver must not open transactions by itself; _begin_sqlite decides which kind it is.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _prepare_postgresql(connection: Any, record: object) -> None:
    connection.execute(f"SET lock_timeout = {BUSY_TIMEOUT_MS}")
    connection.commit()


def _begin_postgresql(connection: Connection) -> None:
    if not connection.get_execution_options().get("durable", True):
        connection.exec_driver_sql("SET LOCAL synchronous_commit TO off")


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    wanted = "FULL" if options.get("durable", True) else "NORMAL"
    # The pragma stays with the connection, and is heeded only between transactions.
    if connection.info.get("synchronous", "FULL") != wanted:
        connection.exec_driver_sql(f"PRAGMA synchronous = {wanted}")
        connection.info["synchronous"] = wanted
    connection.exec_driver_sql(options.get("sqlite_begin", "BEGIN IMMEDIATE"))

"""A desk's own line to PostgreSQL: one connection that shows that it lives and hears the other desks."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import psycopg
from psycopg import sql

from amends.records.database import Database
from amends.records.wakes import CHANNEL, Wake, read_payload

LineLost = psycopg.Error

# Rows of desks that ended without goodbye are of no use to anybody after an hour.
_FORGET = """
    DELETE FROM leases WHERE desk_id IN
        (SELECT id FROM desks WHERE seen_at < clock_timestamp() - interval '1 hour');
    DELETE FROM desks WHERE seen_at < clock_timestamp() - interval '1 hour'
"""
_LIVE = """
    INSERT INTO desks (id, started_at, seen_at) VALUES (%s, clock_timestamp(), clock_timestamp())
    ON CONFLICT (id) DO UPDATE SET seen_at = clock_timestamp()
"""
# A cable that was pulled is noticed here and not only by the next beat.
_KEEP_ALIVE = {"connect_timeout": 5, "keepalives_idle": 5, "keepalives_interval": 2, "keepalives_count": 3}


class Line:
    """An open line; every method raises LineLost when the connection is gone."""

    def __init__(self, connection: psycopg.AsyncConnection[Any], desk_id: str) -> None:
        """Over an open connection in autocommit; `open_line` makes one."""
        self._connection = connection
        self._desk_id = desk_id

    async def beat(self) -> None:
        """Say that this desk lives, by the database's clock."""
        await self._connection.execute(_LIVE, (self._desk_id,))

    async def hear(self, for_s: float) -> AsyncIterator[Wake]:
        """What other processes announce within the next `for_s` seconds; nothing is missed between calls."""
        async for notice in self._connection.notifies(timeout=for_s):
            for wake in read_payload(notice.payload, self._desk_id):
                yield wake

    async def close(self) -> None:
        """Hang up."""
        await self._connection.close()


async def open_line(database: Database, desk_id: str) -> Line:
    """Connect, listen from now on and give the first sign of life. Raises LineLost."""
    words, named = database.engine.dialect.create_connect_args(database.engine.url)
    # The name is what an administrator sees in the server's list of connections.
    named = {**_KEEP_ALIVE, "application_name": f"amends desk {desk_id}", **named}
    connection = await psycopg.AsyncConnection.connect(*words, **named, autocommit=True)
    try:
        found = await (await connection.execute(f"SELECT {CHANNEL}")).fetchone()
        assert found is not None
        await connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(found[0])))
        await connection.execute(_FORGET)
        line = Line(connection, desk_id)
        await line.beat()
    except BaseException:
        await connection.close()
        raise
    return line

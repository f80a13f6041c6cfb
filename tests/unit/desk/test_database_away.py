"""A PostgreSQL server that goes away under a running desk, and comes back."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import make_url
from sqlalchemy.exc import DBAPIError

from amends.records.database import open_database
from amends.records.migrate import upgrade
from amends.records.tables import DeskProcess
from tests.databases import own_postgresql_schema
from tests.desks import FAST, LONGEST_WAIT_S, running_desk

SHARED = replace(FAST, beat_every_s=0.05, shared_sweep_every_s=0.05)


class Cable:
    """Carries every byte to the server and back until it is cut; then nobody gets through."""

    def __init__(self, host: str, port: int) -> None:
        """A cable to the real server."""
        self._there = (host, port)
        self._ends: set[asyncio.StreamWriter] = set()
        self._server: asyncio.Server | None = None
        self.port = 0

    async def plug_in(self) -> None:
        """Carry, on the same port as before."""
        self._server = await asyncio.start_server(self._carry, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    def cut(self) -> None:
        """Drop every connection and refuse new ones."""
        assert self._server is not None
        self._server.close()
        for end in tuple(self._ends):
            end.transport.abort()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        from_there, to_there = await asyncio.open_connection(*self._there)
        self._ends |= {writer, to_there}
        await asyncio.gather(_pour(reader, to_there), _pour(from_there, writer), return_exceptions=True)
        self._ends -= {writer, to_there}


async def _pour(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    finally:
        writer.close()


def test_what_could_not_be_stored_is_refused_and_the_desk_goes_on_when_the_database_is_back(
    tmp_path: Path,
) -> None:
    async def scene(url: str) -> None:
        there = make_url(url)
        cable = Cable(there.host or "127.0.0.1", there.port or 5432)
        await cable.plug_in()
        near = there.set(host="127.0.0.1", port=cable.port)
        database = open_database(near.render_as_string(hide_password=False))
        async with running_desk(tmp_path, options=SHARED, database=database) as running:
            customer = await running.customer()
            await customer.says("one")
            await customer.until_answered()
            cable.cut()
            with pytest.raises(DBAPIError):
                await customer.says("two", client_id="same")
            with pytest.raises(DBAPIError):
                await running.desk.database_answers()
            await asyncio.sleep(0.5)
            await cable.plug_in()
            assert await customer.says("two", client_id="same") == 4
            await customer.until_answered(2)
            assert await customer.texts("assistant") == ["1: one", "2: two"]
            (before,) = await asyncio.to_thread(running.rows, DeskProcess)
            async with asyncio.timeout(LONGEST_WAIT_S):
                while (await asyncio.to_thread(running.rows, DeskProcess))[0].seen_at == before.seen_at:
                    await asyncio.sleep(0.05)
        database.close()

    with own_postgresql_schema() as url:
        upgrade(url)
        asyncio.run(scene(url))

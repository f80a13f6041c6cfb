"""What a turn asks of the database: every statement is a round trip, every commit a wait for the disk."""

import asyncio
from dataclasses import replace
from pathlib import Path

from sqlalchemy import event

from amends.records.database import Database, open_database
from amends.records.migrate import upgrade
from tests.databases import fresh_sqlite, own_postgresql_schema
from tests.desks import FAST, running_desk

QUIET = replace(FAST, shared_sweep_every_s=60.0, beat_every_s=60.0, lease_lost_after_s=120.0)
COMMITS = 3  # The message, the attempt, the answer.
# Post, take and finish; among several desks also the lease taken and given back, and three announcements,
# and the word that lets the attempt's commit not wait for the disk.
ON_SQLITE, ON_POSTGRESQL = 19, 26


class Counting:
    """Every statement and every commit of an engine from now on."""

    def __init__(self, database: Database) -> None:
        """Listen to the database's engine until `stop`."""
        self._engine = database.engine
        self.statements: list[str] = []
        self.commits = 0
        event.listen(database.engine, "before_cursor_execute", self._executed)
        event.listen(database.engine, "commit", self._committed)

    def stop(self) -> None:
        """Count no more."""
        event.remove(self._engine, "before_cursor_execute", self._executed)
        event.remove(self._engine, "commit", self._committed)

    def _executed(self, connection: object, cursor: object, statement: str, *rest: object) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            self.statements.append(statement)

    def _committed(self, connection: object) -> None:
        self.commits += 1


async def count_a_turn(database: Database) -> Counting:
    """What the second turn of a conversation costs, from the post to the answer."""
    async with running_desk(Path(), options=QUIET, database=database) as running:
        customer = await running.customer()
        await customer.says("one")
        await customer.until_answered()
        await asyncio.sleep(0.2)
        counting = Counting(database)
        await customer.says("two")
        async with asyncio.timeout(10):
            while counting.commits < COMMITS:
                await asyncio.sleep(0.01)
        await asyncio.sleep(0.2)
        counting.stop()
        return counting


def test_on_sqlite_nothing_is_paid_for_other_desks(tmp_path: Path) -> None:
    database = open_database(fresh_sqlite(tmp_path))
    counted = asyncio.run(count_a_turn(database))
    database.close()
    assert counted.commits == COMMITS
    assert len(counted.statements) <= ON_SQLITE, counted.statements
    assert not [words for words in counted.statements if "lease" in words or "desks" in words]


def test_on_postgresql_sharing_costs_few_round_trips_and_no_commit() -> None:
    with own_postgresql_schema() as url:
        upgrade(url)
        database = open_database(url)
        counted = asyncio.run(count_a_turn(database))
        database.close()
    assert counted.commits == COMMITS
    assert len(counted.statements) <= ON_POSTGRESQL, counted.statements
    assert sum("pg_notify" in words for words in counted.statements) == 3
    assert sum("leases" in words for words in counted.statements) == 2

"""Two desks of one PostgreSQL database, in one process so that a test can hold one of them still."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

from sqlalchemy import select

from amends.desk.desk import Desk
from amends.desk.options import DeskOptions
from amends.records.database import Database
from amends.records.tables import DeskProcess, Lease
from tests.desks import FAST, Customer, Running
from tests.fakes.assistant_client import FakeAssistant

SHARED = replace(FAST, beat_every_s=0.05, lease_lost_after_s=0.5, shared_sweep_every_s=0.05)


@dataclass
class Pair:
    """Two started desks with an assistant each."""

    a: Running
    b: Running
    database: Database

    def at_b(self, customer: Customer) -> Customer:
        """The same customer, whose connection has come to the other desk."""
        return replace(customer, desk=self.b.desk)

    def leases(self) -> dict[str, str]:
        """Which desk works on what."""
        with self.database.reading() as session:
            return {lease.conversation_id: lease.desk_id for lease in session.scalars(select(Lease))}

    def desks(self) -> list[str]:
        """The desks that are known."""
        with self.database.reading() as session:
            return list(session.scalars(select(DeskProcess.id)))


@asynccontextmanager
async def two_desks(
    database: Database, options: DeskOptions = SHARED, assistants: Sequence[FakeAssistant] | None = None
) -> AsyncIterator[Pair]:
    """Start two desks over one database, an assistant each; what still runs at the end is stopped."""
    given = assistants or [FakeAssistant(), FakeAssistant()]
    desks = [Desk(database, assistant, options) for assistant in given]
    for desk in desks:
        await desk.start()
    a, b = (Running(desk, fake, database) for desk, fake in zip(desks, given, strict=True))
    try:
        yield Pair(a, b, database)
    finally:
        for desk in desks:
            await desk.stop()

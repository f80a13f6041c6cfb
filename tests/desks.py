"""A desk that runs inside a test, over a real database and the fake assistant."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import select

from amends.desk.desk import Desk
from amends.desk.hub import conversation_topic
from amends.desk.options import DeskOptions
from amends.records.database import Database
from amends.records.tables import Handoff, Message, Receipt, State, Turn, User
from tests.databases import opened_database
from tests.fakes.assistant_client import FakeAssistant

LONGEST_WAIT_S = 10.0

FAST = DeskOptions(
    burst_quiet_s=0.1,
    burst_longest_s=0.5,
    first_retry_s=0.01,
    longest_retry_s=0.05,
    probe_every_s=0.02,
    outage_grace_s=0.05,
    sweep_every_s=30.0,
    stop_within_s=0.2,
    timers_every_s=30.0,
)


@dataclass
class Customer:
    """A customer in one conversation with a running desk."""

    desk: Desk
    conversation_id: str
    token: str
    _numbers: count = field(default_factory=lambda: count(1))

    async def says(self, text: str, button_id: str | None = None, client_id: str | None = None) -> int:
        """Post a message; its number."""
        own_id = client_id or f"c{next(self._numbers)}"
        return (await self.desk.post(self.conversation_id, self.token, own_id, text, button_id)).seq

    async def sees(self) -> list[dict[str, Any]]:
        """The whole log as the widget gets it."""
        return await self.desk.events(self.conversation_id, 0, 1000)

    async def texts(self, author: str) -> list[str]:
        """What one author said so far."""
        return [event["text"] for event in await self.sees() if event["author"] == author]

    async def until(self, true: Callable[[list[dict[str, Any]]], object]) -> list[dict[str, Any]]:
        """Wait until the log is as wanted, and return it."""
        async with asyncio.timeout(LONGEST_WAIT_S):
            with self.desk.hub.subscribe(conversation_topic(self.conversation_id)) as subscription:
                while not true(log := await self.sees()):
                    await subscription.wait(0.2)
                return log

    async def until_answered(self, times: int = 1) -> list[dict[str, Any]]:
        """Wait for so many messages of the assistant."""
        return await self.until(lambda log: sum(e["author"] == "assistant" for e in log) >= times)


@dataclass
class Running:
    """A started desk with what stands around it."""

    desk: Desk
    assistant: FakeAssistant
    database: Database

    async def customer(self) -> Customer:
        """A customer who has just opened a conversation."""
        opened = await self.desk.open_conversation(origin="http://shop.example", page=None)
        return Customer(self.desk, opened.conversation_id, opened.token)

    async def until_asked(self, times: int = 1) -> None:
        """Wait until the assistant was asked for so many turns."""
        async with asyncio.timeout(LONGEST_WAIT_S):
            while len(self.assistant.requests) < times:
                await asyncio.sleep(0.002)

    def rows(self, table: type[Any]) -> list[Any]:
        """Every row of a table."""
        with self.database.reading() as session:
            found = list(session.scalars(select(table)))
            session.expunge_all()
            return found

    def agent(self, name: str = "Robin", on_duty: bool = False) -> int:
        """An agent's id."""
        now = datetime.now(UTC)
        with self.database.session() as session:
            user = User(
                email=f"{name}@example.org",
                name=name,
                role="agent",
                password_hash="none",
                active=True,
                on_duty=on_duty,
                last_seen_at=now if on_duty else None,
                created_at=now,
            )
            session.add(user)
            session.flush()
            return user.id

    def handoff(self, conversation_id: str) -> int:
        """A handoff that waits in the queue; its id."""
        with self.database.session() as session:
            row = Handoff(
                conversation_id=conversation_id,
                reason="customer_asked",
                summary="wants a person",
                status="requested",
                requested_at=datetime.now(UTC),
            )
            session.add(row)
            session.flush()
            return row.id

    def receipt(self, conversation_id: str, text: str, action: str) -> None:
        """An action's effect on record, had for the message with this text."""
        with self.database.session() as session:
            message = session.scalars(
                select(Message).where(Message.conversation_id == conversation_id, Message.text == text)
            ).one()
            receipt = {"ok": True, "action": action}
            row = Receipt(conversation_id=conversation_id, message_id=message.id, action=action)
            row.receipt, row.at = receipt, datetime.now(UTC)
            session.add(row)

    def messages(self) -> list[Message]:
        """Every message in order."""
        return sorted(self.rows(Message), key=lambda message: message.seq)

    def turns(self) -> list[Turn]:
        """Every turn in order."""
        return sorted(self.rows(Turn), key=lambda turn: turn.number)

    def state_of(self, conversation_id: str) -> dict[str, Any] | None:
        """What the assistant remembers of a conversation."""
        return next((s.state for s in self.rows(State) if s.conversation_id == conversation_id), None)


@asynccontextmanager
async def running_desk(
    folder: Path,
    assistant: FakeAssistant | None = None,
    options: DeskOptions = FAST,
    database: Database | None = None,
) -> AsyncIterator[Running]:
    """Start a desk, and stop it at the end; a given database stays open with an earlier log."""
    fake = assistant or FakeAssistant()
    with nullcontext(database) if database else opened_database(folder) as records:
        desk = Desk(records, fake, options)
        await desk.start()
        try:
            yield Running(desk, fake, records)
        finally:
            await desk.stop()

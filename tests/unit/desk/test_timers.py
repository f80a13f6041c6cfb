"""The handoffs' clock in a running desk."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from amends.casework.handoff_clock import Timings
from amends.desk.desk import Desk
from amends.desk.errors import NotTheHolder
from amends.records.database import Database, open_database
from amends.records.migrate import upgrade
from amends.records.tables import Handoff, Offer, Promise
from tests.databases import own_postgresql_schema
from tests.desks import FAST, Running, running_desk
from tests.fakes.assistant_client import FakeAssistant

QUICK = replace(
    FAST,
    timers_every_s=0.02,
    handoffs=Timings(
        offer_s=0.1, accept_within_s=0.4, unattended_s=0.2, first_reply_within_s=0.2, gone_after_s=0.1
    ),
)


async def until(running: Running, status: str) -> Handoff:
    """Wait until a handoff has a status, and return it."""
    async with asyncio.timeout(10):
        while True:
            for handoff in running.rows(Handoff):
                if handoff.status == status:
                    return handoff
            await asyncio.sleep(0.01)


def test_a_waiting_customer_is_offered_to_one_agent_after_the_other(tmp_path: Path) -> None:
    async def scene() -> None:
        async with running_desk(tmp_path, options=replace(QUICK, handoffs=Timings(offer_s=0.1))) as running:
            agents = {running.agent(name, on_duty=True) for name in ("Robin", "Kim")}
            customer = await running.customer()
            running.handoff(customer.conversation_id)
            async with asyncio.timeout(10):
                while {offer.agent_id for offer in running.rows(Offer)} != agents:
                    await asyncio.sleep(0.01)
            (entry,) = await running.desk.agents.queue()
            assert entry.offered_to in agents | {None}

    asyncio.run(scene())


def test_nobody_comes_and_the_customer_is_told_and_called_back(tmp_path: Path) -> None:
    async def scene() -> None:
        async with running_desk(tmp_path, options=QUICK) as running:
            customer = await running.customer()
            running.handoff(customer.conversation_id)
            log = await customer.until(lambda log: any("could join" in entry["text"] for entry in log))
            assert log[-1]["buttons"] == [{"id": "give_contact", "title": "Leave my details"}]
            desk = running.desk
            await desk.save_contact(customer.conversation_id, customer.token, "Ada", "a@example.com", None)
            log = await customer.until(lambda log: "Your details are saved" in log[-1]["text"])
            (promise,) = running.rows(Promise)
            assert promise.what in log[-1]["text"]

    asyncio.run(scene())


def test_an_agent_who_never_says_a_word_loses_the_conversation(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def scene() -> None:
        async with running_desk(tmp_path, options=QUICK) as running:
            robin = running.agent("Robin")
            customer = await running.customer()
            asked = running.handoff(customer.conversation_id)
            held = await running.desk.agents.accept_handoff(asked, robin)
            await customer.says("hello?")
            await until(running, "failed")
            await customer.until_answered()
            assert await customer.texts("assistant") == ["1: hello?"], "the assistant answers meanwhile"
            (again,) = [handoff for handoff in running.rows(Handoff) if handoff.id != asked]
            assert again.requested_at == next(h for h in running.rows(Handoff) if h.id == asked).requested_at
            with pytest.raises(NotTheHolder):
                await running.desk.agents.say(customer.conversation_id, robin, "so sorry", "a1", held.fence)
            assert await customer.texts("agent") == []

    asyncio.run(scene())
    assert "came under fence 1, which no longer holds" in caplog.text
    assert "so sorry" not in caplog.text


def test_what_was_due_while_the_desk_was_down_is_done_when_it_is_back(tmp_path: Path) -> None:
    async def scene() -> None:
        async with running_desk(tmp_path, options=FAST) as running:
            customer = await running.customer()
            running.handoff(customer.conversation_id)
            with running.database.session() as session:
                (row,) = session.query(Handoff).all()
                row.due_at = datetime.now(UTC) - timedelta(seconds=1)
            database = running.database
            await running.desk.stop()
            async with running_desk(tmp_path, options=QUICK, database=database) as again:
                await until(again, "expired")

    asyncio.run(scene())


def test_looking_writes_nothing_while_nothing_is_due(tmp_path: Path) -> None:
    async def scene() -> None:
        async with running_desk(tmp_path, options=FAST) as running:
            customer = await running.customer()
            running.handoff(customer.conversation_id)
            assert [step.due for step in await running.desk.timers.tick()] == ["reckon"]
            wal = tmp_path / "amends.db-wal"
            before = wal.stat().st_size if wal.exists() else 0
            for _ in range(20):
                assert await running.desk.timers.tick() == []
            assert not wal.exists() or wal.stat().st_size == before

    asyncio.run(scene())


def test_a_look_that_fails_is_followed_by_the_next(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async def scene() -> None:
        async with running_desk(tmp_path, options=QUICK) as running:
            with running.database.session() as session:
                session.connection().exec_driver_sql("ALTER TABLE offers RENAME TO away")
            customer = await running.customer()
            running.handoff(customer.conversation_id)
            async with asyncio.timeout(10):
                while "looking after the handoffs failed" not in caplog.text:
                    await asyncio.sleep(0.01)
            await asyncio.sleep(10 * QUICK.timers_every_s)
            with running.database.session() as session:
                session.connection().exec_driver_sql("ALTER TABLE away RENAME TO offers")
            await until(running, "expired")
            assert caplog.text.count("looking after the handoffs failed") == 1

    asyncio.run(scene())


def test_while_the_database_is_away_nobody_counts_as_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("amends.desk.timers.STANDSTILL_S", 0.05)

    async def scene() -> None:
        async with running_desk(tmp_path, options=replace(QUICK, timers_every_s=0.01)) as running:
            with running.database.session() as session:
                session.connection().exec_driver_sql("ALTER TABLE handoffs RENAME TO away")
            began = running.desk.timers.since
            async with asyncio.timeout(10):
                while running.desk.timers.since == began:
                    await asyncio.sleep(0.01)

    asyncio.run(scene())


def test_two_desks_take_every_step_once() -> None:
    async def scene(database: Database) -> None:
        options = replace(QUICK, handoffs=replace(QUICK.handoffs, offer_s=0.05))
        desks = [Desk(database, FakeAssistant(), options) for _ in range(2)]
        for desk in desks:
            await desk.start()
        try:
            running = Running(desks[0], FakeAssistant(), database)
            for name in ("Robin", "Kim"):
                running.agent(name, on_duty=True)
            customers = [await running.customer() for _ in range(6)]
            asked = [running.handoff(customer.conversation_id) for customer in customers]
            async with asyncio.timeout(20):
                while {row.status for row in running.rows(Handoff)} != {"expired"}:
                    standing = [row.agent_id for row in running.rows(Offer) if row.outcome is None]
                    assert len(standing) == len(set(standing)), "nobody is shown two customers at once"
                    await asyncio.sleep(0.01)
            assert sorted(row.id for row in running.rows(Handoff)) == sorted(asked)
            for customer in customers:
                told = [entry for entry in await customer.sees() if "could join" in entry["text"]]
                assert len(told) == 1
        finally:
            for desk in desks:
                await desk.stop()

    with own_postgresql_schema() as url:
        upgrade(url)
        database = open_database(url)
        asyncio.run(scene(database))
        database.close()

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

from amends.web.chat.stream import PAGE, Event, conversation_events
from tests.desks import Customer, Running, running_desk


async def take(events: AsyncIterator[Event], count: int) -> list[Event]:
    """The next so many events."""
    async with asyncio.timeout(10):
        return [await anext(events) for _ in range(count)]


def numbers(events: list[Event]) -> list[int]:
    """The numbers of those that are in the log."""
    return [int(event["id"]) for event in events if "id" in event]


async def a_long_log(running: Running) -> Customer:
    """A conversation with a good part of a log."""
    customer = await running.customer()
    for number in range(3):
        await customer.says(f"m{number}")
        await customer.until_answered(number + 1)
    return customer


def test_a_stream_begins_after_any_number_and_goes_on_live(tmp_path: Path) -> None:
    async def scene() -> None:
        async with running_desk(tmp_path) as running:
            customer = await a_long_log(running)
            for after in range(8):
                events = conversation_events(running.desk, customer.conversation_id, after)
                assert numbers(await take(events, 7 - after)) == list(range(after + 1, 8))
                await events.aclose()
            events = conversation_events(running.desk, customer.conversation_id, 6)
            assert numbers(await take(events, 1)) == [7]
            await customer.says("live")
            seen: list[Event] = []
            while len(numbers(seen)) < 2:
                seen += await take(events, 1)
            assert numbers(seen) == [8, 9]
            await events.aclose()

    asyncio.run(scene())


def test_an_event_carries_what_the_widget_shows(tmp_path: Path) -> None:
    async def scene() -> None:
        async with running_desk(tmp_path) as running:
            customer = await a_long_log(running)
            events = conversation_events(running.desk, customer.conversation_id, 1)
            mine, answer = (json.loads(event["data"]) for event in await take(events, 2))
            assert mine["client_id"] == "c1"
            assert set(answer) == {"seq", "type", "author", "text", "buttons", "at"}
            assert answer["at"].endswith("+00:00")
            await events.aclose()

    asyncio.run(scene())


def test_signals_carry_no_number_and_a_receipt_follows_its_message(tmp_path: Path) -> None:
    async def scene() -> None:
        async with running_desk(tmp_path) as running:
            customer = await running.customer()
            events = conversation_events(running.desk, customer.conversation_id, 1)
            waiting = asyncio.create_task(take(events, 1))
            await asyncio.sleep(0.02)
            await running.desk.customer_types(customer.conversation_id, customer.token)
            await running.desk.agents.types(customer.conversation_id, "Robin", True)
            await customer.says("hello")
            seen = await waiting
            while not any("answered" in event["data"] for event in seen):
                seen += await take(events, 1)
            names = [event.get("event", event.get("id")) for event in seen]
            assert {"typing", "receipt", "2", "3"} <= set(names)
            assert names.index("2") < names.index("receipt")
            typists = [
                json.loads(event["data"])["author"] for event in seen if event.get("event") == "typing"
            ]
            assert typists[0] == "agent" and "customer" not in typists
            await events.aclose()

    asyncio.run(scene())


def test_a_log_longer_than_a_page_comes_without_a_hole(tmp_path: Path) -> None:
    async def scene() -> None:
        async with running_desk(tmp_path) as running:
            agent = running.agent()
            customer = await running.customer()
            held = await running.desk.agents.accept_handoff(running.handoff(customer.conversation_id), agent)
            for number in range(PAGE + 10):
                await running.desk.agents.say(
                    customer.conversation_id, agent, f"line {number}", f"a{number}", held.fence
                )
            events = conversation_events(running.desk, customer.conversation_id, 0)
            assert numbers(await take(events, PAGE + 12)) == list(range(1, PAGE + 13))
            await events.aclose()

    asyncio.run(scene())


def test_streams_end_when_the_desk_stops(tmp_path: Path) -> None:
    async def scene() -> None:
        async with running_desk(tmp_path) as running:
            customer = await running.customer()
            events = conversation_events(running.desk, customer.conversation_id, 0)
            rest = asyncio.create_task(take(events, 2))
            await asyncio.sleep(0.02)
            running.desk.hub.close()
            async with asyncio.timeout(2):
                await asyncio.wait([rest])
            assert isinstance(rest.exception(), StopAsyncIteration | RuntimeError)

    asyncio.run(scene())

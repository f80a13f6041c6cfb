"""An agent who accepts while a turn runs: what the assistant would have said and done counts for nothing."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from amends.records.holding import Held
from tests.desks import LONGEST_WAIT_S, Customer, Running, running_desk


@asynccontextmanager
async def overtaken(folder: Path) -> AsyncIterator[tuple[Running, Customer, int, Held]]:
    """Robin has accepted in the middle of the second turn, and the message of that turn is read."""
    async with running_desk(folder) as running:
        robin = running.agent()
        customer = await running.customer()
        await customer.says("one")
        await customer.until_answered()
        running.assistant.may_answer.clear()
        await customer.says("two")
        await running.until_asked(2)
        held = await running.desk.agents.accept_handoff(running.handoff(customer.conversation_id), robin)
        running.assistant.may_answer.set()
        await until_read(running, "two")
        yield running, customer, robin, held


async def until_read(running: Running, text: str) -> None:
    async with asyncio.timeout(LONGEST_WAIT_S):
        while not any(message.text == text and message.state == "read" for message in running.messages()):
            await asyncio.sleep(0.01)


def test_nothing_is_said_and_the_memory_stays_as_it_was(tmp_path: Path) -> None:
    async def scene() -> None:
        async with overtaken(tmp_path) as (running, customer, _, _):
            assert await customer.texts("assistant") == ["1: one"]
            assert running.state_of(customer.conversation_id) == {"turns": 1}
            said, unsaid = running.turns()
            assert (unsaid.record["replies"], unsaid.record["unsaid"][0]["text"]) == ([], "2: two")
            assert unsaid.record["state"] == said.record["state"] == {"turns": 1}
            (message,) = (message for message in running.messages() if message.text == "two")
            assert message.reading["intent"]["name"] == "give_details"

    asyncio.run(scene())


def test_who_leaves_without_a_word_has_the_message_taken_in_once(tmp_path: Path) -> None:
    async def scene() -> None:
        async with overtaken(tmp_path) as (running, customer, robin, held):
            await running.desk.agents.return_to_assistant(customer.conversation_id, robin, held.fence)
            await customer.until_answered(2)
            assert await customer.texts("assistant") == ["1: one", "2: two"]
            _, before, again = running.assistant.requests
            assert (again["state"], again["messages"]) == (before["state"], before["messages"])
            assert again["history"]["said_while_agent_held"] == []

    asyncio.run(scene())


def test_who_answers_it_leaves_it_to_be_caught_up_with_once(tmp_path: Path) -> None:
    async def scene() -> None:
        async with overtaken(tmp_path) as (running, customer, robin, held):
            await running.desk.agents.say(customer.conversation_id, robin, "Hello.", "a1", held.fence)
            await running.desk.agents.return_to_assistant(customer.conversation_id, robin, held.fence)
            await customer.says("three")
            await customer.until_answered(2)
            last = running.assistant.requests[-1]
            assert last["state"] == {"turns": 1}
            assert [(one["text"], "reading" in one) for one in last["history"]["said_while_agent_held"]] == [
                ("two", True),
                ("Hello.", False),
            ]

    asyncio.run(scene())


def test_what_came_after_it_is_a_turn_of_its_own_once_it_has_had_an_effect(tmp_path: Path) -> None:
    async def scene() -> None:
        async with overtaken(tmp_path) as (running, customer, robin, held):
            running.receipt(customer.conversation_id, "two", "action_log_complaint")
            await customer.says("three")
            await until_read(running, "three")
            await running.desk.agents.return_to_assistant(customer.conversation_id, robin, held.fence)
            await customer.until_answered(3)
            assert await customer.texts("assistant") == ["1: one", "2: two", "3: three"]

    asyncio.run(scene())

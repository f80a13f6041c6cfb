"""What agents may do at the desk, and what customers see of it."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from amends.desk.errors import ClientIdReused, HandoffTaken, NotTheHolder, UnknownHandoff
from amends.desk.hub import QUEUE, conversation_topic
from amends.records.tables import Handoff, User
from tests.desks import running_desk


def test_of_two_agents_one_gets_the_handoff(tmp_path: Path) -> None:
    async def scene() -> None:
        async with running_desk(tmp_path) as running:
            robin, kim = running.agent("Robin"), running.agent("Kim")
            customer = await running.customer()
            handoff = running.handoff(customer.conversation_id)
            results = await asyncio.gather(
                *(running.desk.agents.accept_handoff(handoff, agent) for agent in (robin, kim)),
                return_exceptions=True,
            )
            assert sorted(type(result).__name__ for result in results) == ["HandoffTaken", "Held"]
            holder = (await customer.sees())[-1]
            assert (holder["type"], holder["holder"]) == ("holder", "agent")
            assert holder["name"] in ("Robin", "Kim")
            with pytest.raises(UnknownHandoff):
                await running.desk.agents.accept_handoff(999, robin)

    asyncio.run(scene())


def test_accepting_twice_is_accepting_once(tmp_path: Path) -> None:
    async def scene() -> None:
        async with running_desk(tmp_path) as running:
            robin = running.agent("Robin")
            customer = await running.customer()
            handoff = running.handoff(customer.conversation_id)
            assert await running.desk.agents.accept_handoff(
                handoff, robin
            ) == await running.desk.agents.accept_handoff(handoff, robin)
            assert len(await customer.sees()) == 2

    asyncio.run(scene())


def test_an_agent_speaks_under_the_present_fence_only(tmp_path: Path) -> None:
    async def scene() -> None:
        async with running_desk(tmp_path) as running:
            desk = running.desk
            robin, kim = running.agent("Robin"), running.agent("Kim")
            customer = await running.customer()
            conversation = customer.conversation_id
            first = await desk.agents.accept_handoff(running.handoff(conversation), robin)
            seq = await desk.agents.say(conversation, robin, "Hello.", "a1", first.fence)
            assert await desk.agents.say(conversation, robin, "Hello.", "a1", first.fence) == seq
            with pytest.raises(ClientIdReused):
                await desk.agents.say(conversation, robin, "Other.", "a1", first.fence)
            with pytest.raises(NotTheHolder):
                await desk.agents.say(conversation, kim, "Me too.", "k1", first.fence)
            await desk.agents.return_to_assistant(conversation, robin, first.fence)
            with pytest.raises(NotTheHolder):
                await desk.agents.say(conversation, robin, "Late.", "a2", first.fence)
            second = await desk.agents.accept_handoff(running.handoff(conversation), robin)
            assert second.fence > first.fence
            with pytest.raises(NotTheHolder):
                await desk.agents.say(conversation, robin, "From an old page.", "a3", first.fence)
            with pytest.raises(NotTheHolder):
                await desk.agents.complete(conversation, robin, first.fence, "resolved", "")
            said = [e for e in await customer.sees() if e["author"] == "agent"]
            assert [(e["text"], e["name"]) for e in said] == [("Hello.", "Robin")]

    asyncio.run(scene())


def test_a_handoff_goes_through_its_steps(tmp_path: Path) -> None:
    async def scene() -> None:
        async with running_desk(tmp_path) as running:
            robin = running.agent("Robin")
            customer = await running.customer()
            held = await running.desk.agents.accept_handoff(running.handoff(customer.conversation_id), robin)
            (row,) = running.rows(Handoff)
            assert (row.status, row.agent_id) == ("accepted", robin) and row.accepted_at
            await running.desk.agents.say(customer.conversation_id, robin, "Hello.", "a1", held.fence)
            (row,) = running.rows(Handoff)
            assert row.status == "active" and row.first_reply_at
            await running.desk.agents.complete(customer.conversation_id, robin, held.fence, "resolved", "")
            (row,) = running.rows(Handoff)
            assert row.status == "completed" and row.ended_at
            with pytest.raises(HandoffTaken):
                await running.desk.agents.accept_handoff(row.id, robin)

    asyncio.run(scene())


def test_every_change_wakes_the_queue_and_the_conversation(tmp_path: Path) -> None:
    async def scene() -> None:
        async with running_desk(tmp_path) as running:
            robin = running.agent("Robin")
            customer = await running.customer()
            handoff = running.handoff(customer.conversation_id)
            assert [entry.handoff_id for entry in await running.desk.agents.queue()] == [handoff]
            for topic in (QUEUE, conversation_topic(customer.conversation_id)):
                with running.desk.hub.subscribe(topic) as subscription:
                    held = await running.desk.agents.accept_handoff(handoff, robin)
                    async with asyncio.timeout(2):
                        await subscription.wait(5)
                    await running.desk.agents.return_to_assistant(customer.conversation_id, robin, held.fence)
                    handoff = running.handoff(customer.conversation_id)

    asyncio.run(scene())


def test_an_agent_who_was_seen_counts_as_on_duty(tmp_path: Path) -> None:
    async def scene() -> None:
        async with running_desk(tmp_path) as running:
            robin = running.agent("Robin", on_duty=True)
            with running.database.session() as session:
                session.get_one(User, robin).last_seen_at = datetime.now(UTC) - timedelta(hours=1)
            customer = await running.customer()
            await customer.says("one")
            await customer.until_answered()
            await running.desk.agents.seen(robin)
            await customer.says("two")
            await customer.until_answered(2)
            assert [r["duty"]["agents_on_duty"] for r in running.assistant.requests] == [0, 1]

    asyncio.run(scene())

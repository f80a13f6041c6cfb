import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from amends.desk.errors import (
    ButtonNotOffered,
    ClientIdReused,
    TooManyWaiting,
    UnknownConversation,
    WrongToken,
)
from amends.records.database import Database
from amends.records.ids import hash_token
from amends.records.tables import Base, Conversation
from tests.desks import FAST, running_desk
from tests.fakes.assistant_client import FakeAssistant


def test_a_conversation_begins_with_a_notice_that_a_bot_answers_and_that_it_is_stored(tmp_path: Path) -> None:
    async def scene() -> None:
        async with running_desk(tmp_path) as running:
            customer = await running.customer()
            (first,) = await customer.sees()
            assert (first["seq"], first["type"], first["author"]) == (1, "notice", "system")
            assert "automated assistant (a bot)" in first["text"]
            assert "stored" in first["text"]

    asyncio.run(scene())


def test_the_token_is_256_bits_and_only_its_hash_is_kept(tmp_path: Path) -> None:
    async def scene() -> None:
        async with running_desk(tmp_path) as running:
            customer = await running.customer()
            (row,) = running.rows(Conversation)
            assert len(customer.token) >= 43
            assert row.token_hash == hash_token(customer.token)
            tables = [mapper.class_ for mapper in Base.registry.mappers]
            everything = str([vars(row) for table in tables for row in running.rows(table)])
            assert customer.conversation_id in everything
            assert customer.token not in everything

    asyncio.run(scene())


def test_a_message_is_answered_and_the_turn_is_kept_whole(tmp_path: Path) -> None:
    async def scene() -> None:
        async with running_desk(tmp_path) as running:
            customer = await running.customer()
            assert await customer.says("my parcel is late") == 2
            log = await customer.until_answered()
            assert [e["seq"] for e in log] == [1, 2, 3]
            assert log[1]["client_id"] == "c1"
            assert log[2]["text"] == "1: my parcel is late"
            assert log[2]["buttons"] == [{"id": "affirm", "title": "Yes"}]
            (turn,) = running.turns()
            message = running.messages()[1]
            assert (message.state, message.turn_id) == ("answered", turn.id)
            assert turn.message_ids == [message.id]
            assert turn.record["replies"][0]["text"] == "1: my parcel is late"
            assert turn.record["request"]["customer"]["channel"] == "chat"
            assert running.state_of(customer.conversation_id) == {"turns": 1}

    asyncio.run(scene())


def test_the_next_turn_gets_the_state_of_the_last_and_what_the_records_know(tmp_path: Path) -> None:
    async def scene() -> None:
        async with running_desk(tmp_path) as running:
            running.agent(on_duty=True)
            customer = await running.customer()
            await customer.says("one")
            await customer.until_answered()
            await running.desk.save_contact(
                customer.conversation_id, customer.token, "Ada", "ada@example.org", None
            )
            await customer.says("two")
            await customer.until_answered(2)
            request = running.assistant.requests[1]
            assert request["state"] == {"turns": 1}
            assert (request["customer"]["name"], request["customer"]["contact"]) == ("Ada", "ada@example.org")
            assert request["duty"] == {"agents_on_duty": 1, "expected_wait_s": None}
            assert request["history"]["said_while_agent_held"] == []

    asyncio.run(scene())


def test_messages_that_come_during_a_turn_make_one_turn_together(tmp_path: Path) -> None:
    async def scene() -> None:
        async with running_desk(tmp_path) as running:
            running.assistant.may_answer.clear()
            customer = await running.customer()
            await customer.says("one")
            await running.until_asked()
            await customer.says("two")
            await customer.says("three")
            running.assistant.may_answer.set()
            await customer.until_answered(2)
            assert await customer.texts("assistant") == ["1: one", "2: two | three"]
            assert running.assistant.most_in_flight == 1

    asyncio.run(scene())


def test_a_burst_of_somebody_who_types_on_is_one_turn(tmp_path: Path) -> None:
    async def scene() -> None:
        async with running_desk(
            tmp_path, options=replace(FAST, burst_quiet_s=1, burst_longest_s=9)
        ) as running:
            customer = await running.customer()
            for text in ("one", "two", "three"):
                await running.desk.customer_types(customer.conversation_id, customer.token)
                await customer.says(text)
                await asyncio.sleep(0.1)
            await customer.until_answered()
            assert await customer.texts("assistant") == ["1: one | two | three"]

    asyncio.run(scene())


def test_conversations_do_not_wait_for_each_other(tmp_path: Path) -> None:
    async def scene() -> None:
        async with running_desk(tmp_path) as running:
            running.assistant.may_answer.clear()
            customers = [await running.customer() for _ in range(3)]
            for customer in customers:
                await customer.says("hello")
            await running.until_asked(3)
            running.assistant.may_answer.set()
            for customer in customers:
                await customer.until_answered()

    asyncio.run(scene())


def test_the_same_message_sent_twice_is_stored_and_answered_once(tmp_path: Path) -> None:
    async def scene() -> None:
        async with running_desk(tmp_path) as running:
            customer = await running.customer()
            first = await customer.says("hello", client_id="same")
            await customer.until_answered()
            assert await customer.says("hello", client_id="same") == first
            await asyncio.sleep(0.05)
            assert len(await customer.sees()) == 3

    asyncio.run(scene())


def test_a_known_client_id_with_another_text_changes_nothing(tmp_path: Path) -> None:
    async def scene() -> None:
        async with running_desk(tmp_path) as running:
            customer = await running.customer()
            await customer.says("hello", client_id="same")
            await customer.until_answered()
            with pytest.raises(ClientIdReused):
                await customer.says("goodbye", client_id="same")
            assert len(await customer.sees()) == 3

    asyncio.run(scene())


def test_only_buttons_that_were_offered_can_be_pressed(tmp_path: Path) -> None:
    async def scene() -> None:
        async with running_desk(tmp_path) as running:
            customer = await running.customer()
            with pytest.raises(ButtonNotOffered):
                await customer.says("Yes", button_id="affirm")
            await customer.says("I want a person", button_id="request_agent")
            await customer.until_answered()
            await customer.says("Yes", button_id="affirm")
            await customer.until_answered(2)
            assert [m.get("button_id") for r in running.assistant.requests for m in r["messages"]] == [
                "request_agent",
                "affirm",
            ]

    asyncio.run(scene())


def test_a_stranger_gets_in_nowhere(tmp_path: Path) -> None:
    async def scene() -> None:
        async with running_desk(tmp_path) as running:
            mine, other = await running.customer(), await running.customer()
            desk = running.desk
            with pytest.raises(WrongToken):
                await desk.post(mine.conversation_id, other.token, "c", "hello")
            with pytest.raises(WrongToken):
                await desk.admit(mine.conversation_id, other.token)
            with pytest.raises(WrongToken):
                await desk.customer_types(mine.conversation_id, "")
            with pytest.raises(WrongToken):
                await desk.save_contact(mine.conversation_id, other.token, "Eve", None, None)
            with pytest.raises(UnknownConversation):
                await desk.post("unknown", mine.token, "c", "hello")
            assert len(await mine.sees()) == 1

    asyncio.run(scene())


def test_the_twenty_first_waiting_message_is_refused_and_the_twenty_are_answered(tmp_path: Path) -> None:
    async def scene() -> None:
        async with running_desk(tmp_path) as running:
            running.assistant.may_answer.clear()
            customer = await running.customer()
            await customer.says("m0")
            await running.until_asked()
            for number in range(1, 20):
                await customer.says(f"m{number}")
            with pytest.raises(TooManyWaiting):
                await customer.says("one too many", client_id="late")
            running.assistant.may_answer.set()
            await customer.until_answered(2)
            assert [m.state for m in running.messages() if m.author == "customer"] == ["answered"] * 20
            await customer.says("one too many", client_id="late")
            await customer.until_answered(3)

    asyncio.run(scene())


def test_what_waited_when_a_desk_stopped_is_answered_by_the_next_one(
    database: Database, tmp_path: Path
) -> None:
    async def scene() -> None:
        stuck = FakeAssistant()
        stuck.may_answer.clear()
        async with running_desk(tmp_path, stuck, database=database) as running:
            customer = await running.customer()
            await customer.says("one")
            await running.until_asked()
            await customer.says("two")
        assert [m.state for m in running.messages() if m.author == "customer"] == ["waiting", "waiting"]
        async with running_desk(tmp_path, database=database) as again:
            customer.desk = again.desk
            await customer.until_answered(2)
            # What had been tried goes again by itself, so that it is the same turn.
            assert await customer.texts("assistant") == ["1: one", "2: two"]

    asyncio.run(scene())


def test_a_lost_wake_up_is_found_by_looking_through_the_log(tmp_path: Path) -> None:
    async def scene() -> None:
        async with running_desk(tmp_path, options=replace(FAST, sweep_every_s=0.05)) as running:
            customer = await running.customer()
            await customer.says("hello")
            await customer.until_answered()
            with running.database.session() as session:
                message = session.merge(running.messages()[1])
                message.state = "waiting"
            await customer.until_answered(2)

    asyncio.run(scene())


def test_writing_to_a_closed_conversation_opens_it_again(tmp_path: Path) -> None:
    async def scene() -> None:
        async with running_desk(tmp_path) as running:
            agent = running.agent()
            customer = await running.customer()
            held = await running.desk.agents.accept_handoff(running.handoff(customer.conversation_id), agent)
            await running.desk.agents.complete(customer.conversation_id, agent, held.fence, "resolved", "")
            assert running.rows(Conversation)[0].closed_at is not None
            assert (await customer.sees())[-1]["type"] == "closed"
            await customer.says("one more thing")
            await customer.until_answered()
            assert running.rows(Conversation)[0].closed_at is None

    asyncio.run(scene())

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from amends.assistant_client import AssistantBusy, AssistantUnavailable, TurnFailed, TurnLost, TurnTimedOut
from amends.records.database import Database
from amends.records.tables import Handoff
from tests.desks import Running, running_desk
from tests.fakes.assistant_client import FakeAssistant
from tests.fakes.echo import echo


def names_of_notices(running: Running) -> list[str | None]:
    return [m.response for m in running.messages() if m.type == "notice"]


def test_an_outage_is_told_once_and_answered_when_it_is_over(tmp_path: Path) -> None:
    async def scene() -> None:
        async with running_desk(tmp_path) as running:
            running.assistant.up = False
            customer = await running.customer()
            await customer.says("one")
            await customer.until(lambda log: len(log) == 3)
            await customer.says("two")
            await asyncio.sleep(0.3)
            log = await customer.sees()
            assert [e["author"] for e in log] == ["system", "customer", "system", "customer"]
            assert "saved" in log[2]["text"] and "answered here" in log[2]["text"]
            assert log[2]["buttons"][0]["id"] == "request_agent"
            running.assistant.up = True
            await customer.until_answered()
            # Nothing reached the assistant before, so what waited together is one turn.
            assert await customer.texts("assistant") == ["1: one | two"]

            running.assistant.up = False
            await customer.says("three")
            await customer.until(lambda log: len(log) == 7)
            assert names_of_notices(running).count("notice_assistant_away") == 2
            running.assistant.up = True
            await customer.until_answered(2)

    asyncio.run(scene())


def test_a_moment_of_absence_is_not_worth_a_notice(tmp_path: Path) -> None:
    async def scene() -> None:
        async with running_desk(tmp_path) as running:
            running.assistant.errors.append(AssistantUnavailable("restarting"))
            customer = await running.customer()
            await customer.says("one")
            await customer.until_answered()
            assert names_of_notices(running) == ["notice_bot_and_privacy"]

    asyncio.run(scene())


def test_an_outage_goes_on_over_a_restart_without_a_second_notice(
    database: Database, tmp_path: Path
) -> None:
    async def scene() -> None:
        away = FakeAssistant()
        away.up = False
        async with running_desk(tmp_path, away, database=database) as running:
            customer = await running.customer()
            await customer.says("one")
            await customer.until(lambda log: len(log) == 3)
        async with running_desk(tmp_path, away, database=database) as again:
            customer.desk = again.desk
            await asyncio.sleep(0.3)
            assert len(await customer.sees()) == 3
            away.up = True
            await customer.until_answered()

    asyncio.run(scene())


def test_a_person_can_be_asked_for_while_the_assistant_is_away(tmp_path: Path) -> None:
    async def scene() -> None:
        async with running_desk(tmp_path) as running:
            running.assistant.up = False
            customer = await running.customer()
            await customer.says("one")
            await customer.until(lambda log: len(log) == 3)
            await customer.says("I want a person", button_id="request_agent")
            log = await customer.until(lambda log: len(log) == 5)
            assert "queue" in log[-1]["text"]
            (handoff,) = running.rows(Handoff)
            assert (handoff.reason, handoff.status) == ("customer_asked", "requested")
            await asyncio.sleep(0.2)
            assert len(await customer.sees()) == 5

    asyncio.run(scene())


def test_a_wrong_secret_is_an_outage_and_no_message_dies_of_it(tmp_path: Path) -> None:
    async def scene() -> None:
        async with running_desk(tmp_path) as running:
            running.assistant.errors.extend(AssistantUnavailable("401") for _ in range(12))
            customer = await running.customer()
            await customer.says("one")
            await customer.until_answered()
            assert "notice_assistant_away" in names_of_notices(running)
            assert running.rows(Handoff) == []

    asyncio.run(scene())


def test_a_frozen_assistant_is_an_outage_and_no_message_dies_of_it(tmp_path: Path) -> None:
    async def scene() -> None:
        async with running_desk(tmp_path) as running:
            running.assistant.frozen = True
            customer = await running.customer()
            await customer.says("one")
            await customer.until(lambda log: len(log) == 3)
            await customer.says("two")
            running.assistant.frozen = False
            await customer.until_answered(2)
            # The first turn may have begun before the assistant froze, so it stays the turn that it was.
            assert await customer.texts("assistant") == ["1: one", "2: two"]
            assert running.rows(Handoff) == []

    asyncio.run(scene())


def test_five_failures_with_the_assistant_up_bring_a_person_and_the_truth(tmp_path: Path) -> None:
    async def scene() -> None:
        async with running_desk(tmp_path) as running:
            running.assistant.errors.extend(TurnFailed("broke") for _ in range(5))
            customer = await running.customer()
            await customer.says("poison")
            log = await customer.until(lambda log: len(log) == 3)
            assert "cannot answer" in log[-1]["text"] and "saved" in log[-1]["text"]
            assert running.messages()[1].state == "dead"
            (handoff,) = running.rows(Handoff)
            assert (handoff.reason, handoff.status) == ("assistant_failed", "requested")
            # The conversation goes on.
            await customer.says("hello?")
            await customer.until_answered()
            assert await customer.texts("assistant") == ["1: hello?"]

    asyncio.run(scene())


def test_one_poison_message_does_not_take_its_burst_to_a_person(tmp_path: Path) -> None:
    def choke(request: Mapping[str, Any]) -> dict[str, Any]:
        if any(message["text"] == "poison" for message in request["messages"]):
            raise TurnFailed("choked")
        return echo(request)

    async def scene() -> None:
        async with running_desk(tmp_path, FakeAssistant(choke)) as running:
            customer = await running.customer()
            running.assistant.up = False
            for text in ("one", "poison", "three"):
                await customer.says(text)
            running.assistant.up = True
            log = await customer.until_answered(2)
            assert await customer.texts("assistant") == ["1: one", "2: three"]
            assert [m.state for m in running.messages() if m.author == "customer"] == [
                "answered", "dead", "answered",
            ]  # fmt: skip
            assert sum("cannot answer" in event["text"] for event in log) == 1
            (handoff,) = running.rows(Handoff)
            assert handoff.reason == "assistant_failed"
            asked = [[m["text"] for m in request["messages"]] for request in running.assistant.requests]
            assert asked == [["one", "poison", "three"]] * 3 + [["one"], ["poison"], ["poison"], ["three"]]

    asyncio.run(scene())


def test_four_failures_of_any_kind_are_forgiven(tmp_path: Path) -> None:
    async def scene() -> None:
        async with running_desk(tmp_path) as running:
            running.assistant.errors.extend(
                [TurnFailed("broke"), TurnLost("reset"), TurnTimedOut("slow"), TurnFailed("broke")]
            )
            customer = await running.customer()
            await customer.says("one")
            await customer.until_answered()
            assert running.messages()[1].attempts == 5
            assert running.rows(Handoff) == []

    asyncio.run(scene())


def test_a_busy_assistant_is_asked_again_and_that_counts_for_nothing(tmp_path: Path) -> None:
    async def scene() -> None:
        async with running_desk(tmp_path) as running:
            running.assistant.errors.extend(AssistantBusy("turn in flight") for _ in range(8))
            customer = await running.customer()
            await customer.says("one")
            await customer.until_answered()
            assert running.rows(Handoff) == []
            assert len(running.turns()) == 1

    asyncio.run(scene())


def test_a_failed_turn_is_tried_again_with_the_same_messages(tmp_path: Path) -> None:
    async def scene() -> None:
        async with running_desk(tmp_path) as running:
            customer = await running.customer()
            running.assistant.errors.append(TurnFailed("broke"))
            await customer.says("one")
            async with asyncio.timeout(5):
                while running.assistant.errors:
                    await asyncio.sleep(0.001)
            await customer.says("two")
            await customer.until_answered(2)
            assert await customer.texts("assistant") == ["1: one", "2: two"]

    asyncio.run(scene())


def test_an_agent_who_takes_over_during_a_turn_is_not_talked_over(tmp_path: Path) -> None:
    async def scene() -> None:
        async with running_desk(tmp_path) as running:
            agent = running.agent()
            running.assistant.may_answer.clear()
            customer = await running.customer()
            await customer.says("one")
            await running.until_asked()
            await running.desk.agents.accept_handoff(running.handoff(customer.conversation_id), agent)
            running.assistant.may_answer.set()
            async with asyncio.timeout(5):
                while running.messages()[1].state != "read":
                    await asyncio.sleep(0.01)
            assert await customer.texts("assistant") == []
            (turn,) = running.turns()
            assert turn.record["replies"] == []
            assert turn.record["unsaid"][0]["text"] == "1: one"
            assert running.assistant.read_texts == ["one"]

    asyncio.run(scene())


def test_what_is_said_to_an_agent_is_read_and_not_answered(tmp_path: Path) -> None:
    async def scene() -> None:
        async with running_desk(tmp_path) as running:
            agent = running.agent()
            customer = await running.customer()
            held = await running.desk.agents.accept_handoff(running.handoff(customer.conversation_id), agent)
            await customer.says("are you real?")
            async with asyncio.timeout(5):
                while running.messages()[-1].state != "read":
                    await asyncio.sleep(0.01)
            assert running.assistant.read_texts == ["are you real?"]
            assert running.messages()[-1].reading["intent"]["name"] == "give_details"
            assert running.assistant.requests == []
            await running.desk.agents.say(customer.conversation_id, agent, "Yes.", "a1", held.fence)
            await running.desk.agents.return_to_assistant(customer.conversation_id, agent, held.fence)
            await customer.says("thanks")
            await customer.until_answered()
            held_words = running.assistant.requests[0]["history"]["said_while_agent_held"]
            assert [(one["author"], one["text"], "reading" in one) for one in held_words] == [
                ("customer", "are you real?", True),
                ("agent", "Yes.", False),
            ]

    asyncio.run(scene())


def test_an_agent_gets_the_message_also_when_it_cannot_be_read(tmp_path: Path) -> None:
    async def scene() -> None:
        async with running_desk(tmp_path) as running:
            agent = running.agent()
            customer = await running.customer()
            await running.desk.agents.accept_handoff(running.handoff(customer.conversation_id), agent)
            running.assistant.errors.extend(TurnFailed("broke") for _ in range(5))
            await customer.says("poison")
            async with asyncio.timeout(5):
                while running.messages()[-1].state != "read":
                    await asyncio.sleep(0.01)
            assert [e["type"] for e in await customer.sees()] == ["notice", "holder", "message"]

    asyncio.run(scene())


def test_with_an_agent_a_long_outage_neither_fills_the_log_nor_brings_late_answers(tmp_path: Path) -> None:
    async def scene() -> None:
        async with running_desk(tmp_path) as running:
            agent = running.agent()
            customer = await running.customer()
            held = await running.desk.agents.accept_handoff(running.handoff(customer.conversation_id), agent)
            running.assistant.up = False
            for number in range(25):
                await customer.says(f"m{number}")
            await asyncio.sleep(0.2)
            assert names_of_notices(running) == ["notice_bot_and_privacy"]
            await running.desk.agents.say(customer.conversation_id, agent, "All done.", "a1", held.fence)
            await customer.says("one more thing")
            await running.desk.agents.return_to_assistant(customer.conversation_id, agent, held.fence)
            running.assistant.up = True
            await customer.until_answered()
            assert await customer.texts("assistant") == ["1: one more thing"]

    asyncio.run(scene())

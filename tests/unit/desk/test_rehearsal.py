import asyncio
from pathlib import Path

import pytest

from amends.coaching.verdict import exact_verdict
from amends.desk.rehearsal import NothingRecorded, NotPlayable, Rehearsal, RehearsalNotKept
from amends.records.database import Database, open_database
from amends.records.tables import Turn
from tests.databases import fresh_sqlite
from tests.desks import running_desk
from tests.dumps import dump
from tests.fakes.assistant_client import FakeAssistant
from tests.fakes.rehearsing import LOGS, rehearsing_echo


async def _talked(folder: Path, *texts: str) -> tuple[Database, str]:
    database = open_database(fresh_sqlite(folder))
    async with running_desk(folder, FakeAssistant(), database=database) as running:
        customer = await running.customer()
        for count, text in enumerate(texts, start=1):
            await customer.says(text)
            await customer.until_answered(count)
    return database, customer.conversation_id


def test_a_conversation_is_replayed_turn_by_turn_and_nothing_changes(tmp_path: Path) -> None:
    async def scenario() -> None:
        database, id = await _talked(tmp_path, "one", "two", "three")
        before, assistant = dump(database), FakeAssistant(rehearsing_echo)
        turns = [turn async for turn in Rehearsal(assistant, database).replay(id)]
        assert exact_verdict(turns).sentence == "Identical in all 3 turns."
        assert [request["state"] for request in assistant.requests] == [None, {"turns": 1}, {"turns": 2}]
        assert dump(database) == before
        recorded = [turn.recorded["request"] for turn in turns]
        for request, stored in zip(assistant.requests, recorded, strict=True):
            assert {key: request[key] for key in stored} == stored
            assert request["rehearsal"]["earlier"] == []
        database.close()

    asyncio.run(scenario())


def test_with_another_playbook_each_turn_goes_on_from_the_rehearsed_one(tmp_path: Path) -> None:
    async def scenario() -> None:
        database, id = await _talked(tmp_path, "one", "log two", "three", "four")
        assistant = FakeAssistant(rehearsing_echo)
        rehearsal = Rehearsal(assistant, database)
        turns = [turn async for turn in rehearsal.play(id, 2, instead={"playbook": "decay: 0.1"})]
        assert [turn.number for turn in turns] == [2, 3, 4]
        assert all(request["playbook"] == {"playbook": "decay: 0.1"} for request in assistant.requests)
        first, second, third = (request["rehearsal"] for request in assistant.requests)
        assert first["earlier"] == []
        message_id = turns[0].recorded["request"]["messages"][-1]["message_id"]
        assert second["earlier"] == [{**LOGS, "message_id": message_id, "at": first["at"]}]
        # What really happened after the paths parted did not happen here.
        assert first["as_of"] == second["as_of"] == third["as_of"]
        database.close()

    asyncio.run(scenario())


def test_a_fork_begins_before_its_turn_and_each_message_is_a_turn(tmp_path: Path) -> None:
    async def scenario() -> None:
        database, id = await _talked(tmp_path, "one", "two")
        before, assistant = dump(database), FakeAssistant(rehearsing_echo)
        said = [{"text": "log other"}, {"button_id": "affirm", "text": "Yes"}]
        records = await Rehearsal(assistant, database).fork(id, 2, said)
        assert [record["replies"][0]["text"] for record in records] == ["2: log other", "3: Yes"]
        assert assistant.requests[0]["state"] == {"turns": 1}
        assert [request["messages"][0]["message_id"] for request in assistant.requests] == [
            "fork.2.1",
            "fork.2.2",
        ]
        assert len(assistant.requests[1]["rehearsal"]["earlier"]) == 1
        assert assistant.requests[1]["history"]["waited_s"] == 0.0
        behind = await Rehearsal(assistant, database).fork(id, 3, [{"text": "more"}])
        assert behind[0]["replies"][0]["text"] == "3: more"
        assert dump(database) == before
        database.close()

    asyncio.run(scenario())


def test_a_turn_that_was_left_unsaid_leaves_the_memory_alone_again(tmp_path: Path) -> None:
    async def scenario() -> None:
        database, id = await _talked(tmp_path, "one", "two", "three")
        with database.session() as session:
            first, second, third = session.query(Turn).order_by(Turn.number)
            second.record = {**second.record, "unsaid": [], "state": first.record["state"]}
            third.record = {**third.record, "replies": [{**third.record["replies"][0], "text": "2: three"}]}
        rehearsal = Rehearsal(FakeAssistant(rehearsing_echo), database)
        for played in (rehearsal.replay(id), rehearsal.play(id)):
            turns = [turn async for turn in played]
            assert exact_verdict(turns).sentence == "Identical in all 3 turns."
            assert [turn.played["state"]["turns"] for turn in turns] == [1, 1, 2]
        database.close()

    asyncio.run(scenario())


def test_what_is_not_there_cannot_be_played(tmp_path: Path) -> None:
    async def scenario() -> None:
        database, id = await _talked(tmp_path, "one")
        rehearsal = Rehearsal(FakeAssistant(rehearsing_echo), database)
        with pytest.raises(NothingRecorded):
            [turn async for turn in rehearsal.replay("nobody")]
        for number in (0, 3, -1):
            with pytest.raises(NothingRecorded):
                await rehearsal.fork(id, number, [{"text": "x"}])
        assert [turn async for turn in rehearsal.play(id, 2)] == []
        database.close()

    asyncio.run(scenario())


def test_a_turn_of_an_older_version_is_named(tmp_path: Path) -> None:
    async def scenario() -> None:
        database, id = await _talked(tmp_path, "one")
        with database.session() as session:
            turn = session.query(Turn).one()
            turn.record = {key: value for key, value in turn.record.items() if key != "request"}
        rehearsal = Rehearsal(FakeAssistant(rehearsing_echo), database)
        with pytest.raises(NotPlayable, match="turn 1"):
            [turn async for turn in rehearsal.replay(id)]
        with pytest.raises(NotPlayable, match="turn 1"):
            await rehearsal.fork(id, 1, [{"text": "x"}])
        database.close()

    asyncio.run(scenario())


def test_an_assistant_that_knows_no_rehearsals_is_asked_no_further(tmp_path: Path) -> None:
    async def scenario() -> None:
        database, id = await _talked(tmp_path, "one", "two")
        assistant = FakeAssistant()
        with pytest.raises(RehearsalNotKept):
            [turn async for turn in Rehearsal(assistant, database).replay(id)]
        assert len(assistant.requests) == 1
        database.close()

    asyncio.run(scenario())

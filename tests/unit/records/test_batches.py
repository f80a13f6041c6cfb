from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import pytest

from amends.casework.complaint import Complaint
from amends.records.batches import (
    Answer,
    Batch,
    BatchOvertaken,
    Settled,
    bury,
    finish_reading,
    finish_turn,
    give_back,
    take_batch,
)
from amends.records.cases import log_case
from amends.records.conversations import give_to_agent, give_to_assistant, lock_conversation
from amends.records.database import Database
from amends.records.log import Said, entries_after, post
from amends.records.tables import Case, Conversation, Message, State, Turn

NAMES: Iterator[int] = count()


def _new_id() -> str:
    return f"id{next(NAMES)}"


def _say(database: Database, conversation: str, at: datetime, *texts: str) -> None:
    with database.session() as session:
        for text in texts:
            name = _new_id()
            locked = lock_conversation(session, conversation)
            post(session, locked, Said(name, name, text), most_waiting=9, at=at)


def _take(database: Database, conversation: str, at: datetime) -> Batch | None:
    with database.session() as session:
        return take_batch(session, conversation, presence_window_s=45, at=at)


def _must_take(database: Database, conversation: str, at: datetime) -> Batch:
    batch = _take(database, conversation, at)
    assert batch is not None
    return batch


def _finish(database: Database, batch: Batch, at: datetime, **answer: Any) -> Settled:
    whole = {
        "replies": [
            {"text": "I am sorry", "buttons": [{"id": "affirm", "title": "Yes"}], "move": "apologise"}
        ],
        "record": {"moves": []},
        "state": {"n": 1},
        "model_id": "model",
        "elapsed_ms": 12.5,
        **answer,
    }
    with database.session() as session:
        return finish_turn(session, batch, Answer(**whole), new_id=_new_id, at=at)


def test_nothing_waiting_is_no_batch(database: Database, conversation: str, now: datetime) -> None:
    assert _take(database, conversation, now) is None


def test_all_that_waits_is_one_turn(database: Database, conversation: str, now: datetime) -> None:
    _say(database, conversation, now, "one", "two")
    batch = _must_take(database, conversation, now + timedelta(seconds=3))
    request = batch.request()
    assert [message["text"] for message in request["messages"]] == ["one", "two"]
    assert (request["state"], request["history"]["waited_s"], batch.attempts) == (None, 3.0, 1)


def test_a_turn_that_was_tried_goes_again_by_itself(
    database: Database, conversation: str, now: datetime
) -> None:
    _say(database, conversation, now, "one")
    first = _must_take(database, conversation, now)
    _say(database, conversation, now, "two")
    again = _must_take(database, conversation, now)
    assert again.ids == first.ids
    assert again.attempts == 2


def test_a_finished_turn_keeps_replies_record_and_state_together(
    database: Database, conversation: str, now: datetime
) -> None:
    _say(database, conversation, now, "late!")
    batch = _must_take(database, conversation, now)
    _say(database, conversation, now, "and another thing")
    later = now + timedelta(seconds=1)
    assert _finish(database, batch, later) == Settled((1,), spoken=True, more=True)
    with database.reading() as session:
        reply = entries_after(session, conversation, 2, 9)[0]
        turn = session.query(Turn).one()
        assert (reply.author, reply.text, reply.buttons[0]["id"]) == ("assistant", "I am sorry", "affirm")
        assert (turn.number, turn.message_ids, turn.record) == (1, batch.ids, {"moves": []})
        assert (turn.started_at, turn.finished_at, turn.elapsed_ms) == (now, later, 12.5)
        assert session.get_one(State, conversation).state == {"n": 1}
        assert session.get_one(Message, batch.ids[0]).state == "answered"
        assert session.get_one(Conversation, conversation).turn_count == 1
    following = _must_take(database, conversation, later)
    assert (following.state, [message.text for message in following.messages]) == (
        {"n": 1},
        ["and another thing"],
    )


def test_a_batch_is_answered_once(database: Database, conversation: str, now: datetime) -> None:
    _say(database, conversation, now, "one")
    batch = _must_take(database, conversation, now)
    _finish(database, batch, now)
    with pytest.raises(BatchOvertaken):
        _finish(database, batch, now)
    with database.reading() as session:
        assert session.query(Turn).count() == 1
        assert len(entries_after(session, conversation, 0, 9)) == 2


def test_the_assistant_never_talks_over_an_agent(
    database: Database, conversation: str, agent: int, now: datetime
) -> None:
    _say(database, conversation, now, "one")
    batch = _must_take(database, conversation, now)
    with database.session() as session:
        give_to_agent(session, conversation, agent)
    assert not _finish(database, batch, now).spoken
    with database.reading() as session:
        assert [entry.author for entry in entries_after(session, conversation, 0, 9)] == ["customer"]
        record = session.query(Turn).one().record
        assert (record["replies"], record["unsaid"][0]["text"]) == ([], "I am sorry")
    reading = _must_take(database, conversation, now)
    assert (reading.holder, reading.ids) == ("agent", batch.ids), "read next, like all that an agent holds"


def test_what_is_left_unsaid_leaves_the_memory_as_it_was(
    database: Database, conversation: str, agent: int, now: datetime
) -> None:
    for number, text in enumerate(("one", "two")):
        _say(database, conversation, now, text)
        batch = _must_take(database, conversation, now)
        with database.session() as session:
            give_to_agent(session, conversation, agent)
        unsaid = _finish(database, batch, now, state={"n": "unsaid"}, record={"state": {"n": "unsaid"}})
        assert unsaid == Settled((), spoken=False, more=True)
        with database.session() as session:
            give_to_assistant(session, conversation)
            turn = session.query(Turn).order_by(Turn.number.desc()).limit(1).one()
            kept = session.get(State, conversation)
            assert turn.record["state"] == batch.state == (kept.state if kept else None)
            assert turn.moves is None
        again = _must_take(database, conversation, now)
        assert (again.ids, again.state) == (batch.ids, batch.state)
        _finish(database, again, now, state={"n": number})


def test_a_batch_is_left_unsaid_once(
    database: Database, conversation: str, agent: int, now: datetime
) -> None:
    _say(database, conversation, now, "one")
    batch = _must_take(database, conversation, now)
    with database.session() as session:
        give_to_agent(session, conversation, agent)
        finish_reading(session, batch, [{}])
    with pytest.raises(BatchOvertaken):
        _finish(database, batch, now)


def test_an_answer_from_before_an_agents_visit_is_dropped(
    database: Database, conversation: str, agent: int, now: datetime
) -> None:
    _say(database, conversation, now, "one")
    batch = _must_take(database, conversation, now)
    with database.session() as session:
        give_to_agent(session, conversation, agent)
        give_to_assistant(session, conversation)
    with pytest.raises(BatchOvertaken):
        _finish(database, batch, now)
    assert _must_take(database, conversation, now).ids == batch.ids


def test_the_reply_that_names_a_case_acknowledges_it(
    database: Database, conversation: str, now: datetime
) -> None:
    with database.session() as session:
        reference = log_case(session, conversation, Complaint("delivery", "late", "medium"), at=now).reference
    for record, stage in (({}, "received"), ({"case_reference": reference}, "acknowledged")):
        _say(database, conversation, now, "hello")
        _finish(database, _must_take(database, conversation, now), now, record=record)
        with database.reading() as session:
            assert session.get_one(Case, reference).stage == stage


def test_what_an_agent_holds_is_read_and_not_answered(
    database: Database, conversation: str, agent: int, now: datetime
) -> None:
    _say(database, conversation, now, "one", "two")
    with database.session() as session:
        give_to_agent(session, conversation, agent)
    batch = _must_take(database, conversation, now)
    assert batch.holder == "agent"
    with database.session() as session:
        finish_reading(session, batch, [{"n": 1}, {"n": 2}])
    with database.reading() as session:
        found = [session.get_one(Message, name) for name in batch.ids]
        assert [(message.state, message.reading) for message in found] == [
            ("read", {"n": 1}),
            ("read", {"n": 2}),
        ]


@pytest.mark.parametrize(("keep_together", "attempts"), [(True, 1), (False, 0)])
def test_an_attempt_that_was_nobodys_fault_does_not_count(
    database: Database, conversation: str, now: datetime, keep_together: bool, attempts: int
) -> None:
    _say(database, conversation, now, "one")
    batch = _must_take(database, conversation, now)
    with database.session() as session:
        give_back(session, batch, keep_together=keep_together)
    with database.reading() as session:
        assert session.get_one(Message, batch.ids[0]).attempts == attempts


def test_given_up_messages_wait_no_more(database: Database, conversation: str, now: datetime) -> None:
    _say(database, conversation, now, "one")
    batch = _must_take(database, conversation, now)
    with database.session() as session:
        assert bury(session, batch) == Settled((1,), spoken=False, more=False)
    assert _take(database, conversation, now) is None
    with pytest.raises(BatchOvertaken):
        _finish(database, batch, now)

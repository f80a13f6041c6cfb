from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import delete, select, update

from amends.records.database import Database
from amends.records.tables import Message, Turn
from amends.stopwatch.evidence import HandedOff, TurnsLost, turns_of, without_handoff
from tests.builders import Story
from tests.databases import opened_database

TEXTS = ["My parcel is late.", "Any news?"]


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with opened_database(tmp_path) as opened:
        yield opened


@pytest.fixture
def story(database: Database) -> Story:
    told = Story(database)
    for text in TEXTS:
        told.turn(text, f"I see: {text}")
    return told


def change_record(database: Database, number: int, **changes: object) -> None:
    with database.session() as session:
        turn = session.scalars(select(Turn).where(Turn.number == number)).one()
        turn.record = {**turn.record, **changes}


def test_turns_are_told_by_their_calls(database: Database, story: Story) -> None:
    names = ("action_log_complaint", "utter_inform", "action_look_up_order", "action_listen")
    change_record(database, 1, steps=[{"action": name} for name in names])
    first, second = turns_of(database, story.id, TEXTS)
    assert (first.calls, second.calls) == (2, 0)
    assert without_handoff(story.id, [first, second]) == [first, second]


def test_a_handoff_in_the_script_is_no_measure(database: Database, story: Story) -> None:
    change_record(database, 2, handoff={"reason": "customer_asked"})
    with pytest.raises(HandedOff, match="turn 2 of the scripted complaint asked for a person"):
        without_handoff(story.id, turns_of(database, story.id, TEXTS))


def test_a_message_that_is_not_on_record_is_lost(database: Database, story: Story) -> None:
    with pytest.raises(TurnsLost, match="3 messages were said, 2 are on record"):
        turns_of(database, story.id, [*TEXTS, "Hello?"])


def test_a_message_without_a_turn_is_lost(database: Database, story: Story) -> None:
    with database.session() as session:
        session.execute(update(Message).where(Message.seq > 2).values(turn_id=None))
        session.execute(delete(Turn).where(Turn.number == 2))
    with pytest.raises(TurnsLost, match="message 2 is answered by 0 turns"):
        turns_of(database, story.id, TEXTS)


def test_a_message_answered_twice_is_noticed(database: Database, story: Story) -> None:
    with database.session() as session:
        first = session.scalars(select(Turn.message_ids).where(Turn.number == 1)).one()
        turn = session.scalars(select(Turn).where(Turn.number == 2)).one()
        turn.message_ids = [*turn.message_ids, *first]
    with pytest.raises(TurnsLost, match="message 1 is answered by 2 turns"):
        turns_of(database, story.id, TEXTS)


def test_a_reply_that_never_reached_the_log_is_noticed(database: Database, story: Story) -> None:
    with database.session() as session:
        session.execute(delete(Message).where(Message.author == "assistant", Message.seq == 4))
    with pytest.raises(TurnsLost, match="message 2 has 0 replies in the log"):
        turns_of(database, story.id, TEXTS)

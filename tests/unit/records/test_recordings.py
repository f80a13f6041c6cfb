from datetime import datetime

from amends.records.database import Database
from amends.records.recordings import read_recording
from amends.records.tables import Turn


def _turn(number: int, now: datetime, **record: object) -> Turn:
    return Turn(
        conversation_id="talk",
        number=number,
        message_ids=[],
        record=record,
        model_id="m",
        elapsed_ms=1.0,
        started_at=now,
        finished_at=now,
    )


def test_each_turn_begins_from_the_state_of_the_turn_before(
    database: Database, conversation: str, now: datetime
) -> None:
    with database.session() as session:
        session.add(_turn(2, now, state={"turns": 2}, request={"messages": [2]}))
        session.add(_turn(1, now, state={"turns": 1}, request={"messages": [1]}))
    with database.reading() as session:
        recording = read_recording(session, conversation)
    assert recording is not None and recording.opened_at == now
    assert [(turn.number, turn.state_before) for turn in recording.turns] == [(1, None), (2, {"turns": 1})]
    assert [turn.request for turn in recording.turns] == [{"messages": [1]}, {"messages": [2]}]


def test_a_turn_of_an_older_version_has_no_request(
    database: Database, conversation: str, now: datetime
) -> None:
    with database.session() as session:
        session.add(_turn(1, now, state={}))
    with database.reading() as session:
        recording = read_recording(session, conversation)
    assert recording is not None and recording.turns[0].request is None


def test_an_unknown_conversation_has_no_recording(database: Database) -> None:
    with database.reading() as session:
        assert read_recording(session, "nobody") is None

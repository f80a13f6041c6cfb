from collections.abc import Iterator
from pathlib import Path

import pytest

from amends.records.database import Database
from amends.records.transcripts import read_transcript
from tests.builders import Story, a_database, a_person, an_angry_conversation


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = a_database(tmp_path)
    yield opened
    opened.close()


def test_a_transcript_holds_everything_and_outlives_its_session(database: Database) -> None:
    sam = a_person(database, "Sam Lee")
    story = an_angry_conversation(database)
    story.handoff()
    with database.reading() as session:
        transcript = read_transcript(session, story.id)
    assert transcript is not None
    assert [message.seq for message in transcript.messages] == list(range(1, 9))
    assert [turn.number for turn in transcript.turns] == [1, 2, 3]
    assert transcript.customer is not None
    assert transcript.customer.name == "Priya Nair"
    assert (len(transcript.cases), len(transcript.promises)) == (1, 1)
    assert transcript.names[sam] == "Sam Lee"


def test_it_holds_nothing_of_other_conversations(database: Database) -> None:
    an_angry_conversation(database, id="one").handoff()
    Story(database, id="two")
    with database.reading() as session:
        transcript = read_transcript(session, "two")
        assert read_transcript(session, "three") is None
    assert transcript is not None
    kept = (transcript.messages, transcript.turns, transcript.handoffs, transcript.cases, transcript.promises)
    assert kept == ([], [], [], [], [])

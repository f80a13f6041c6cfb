from collections.abc import Iterator
from pathlib import Path

import pytest

from amends.records.database import Database
from amends.records.tables import Conversation, Customer
from amends.records.transcripts import Listed, fingerprint, list_conversations, read_transcript
from tests.builders import Story, a_database, a_ledger, a_person, an_angry_conversation


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = a_database(tmp_path)
    yield opened
    opened.close()


def listed(database: Database, **chosen: object) -> list[Listed]:
    with database.reading() as session:
        return list_conversations(session, **chosen)  # type: ignore[arg-type]


def mark(database: Database, conversation_id: str) -> str:
    with database.reading() as session:
        return fingerprint(session, conversation_id)


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
    assert transcript.open_handoff is not None
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


def test_a_list_shows_the_peak_and_not_the_last_score(database: Database) -> None:
    story = Story(database)
    story.turn("useless!!", "I see.", ledger=a_ledger(0.8, "hostile", 0.0))
    story.turn("ok thanks", "Good.", ledger=a_ledger(0.2, "calm", 0.8))
    (row,) = listed(database)
    assert (row.peak, row.peak_band, row.first_words, row.turn_count) == (0.8, "hostile", "useless!!", 2)


@pytest.mark.parametrize(
    ("score", "band"),
    [(0.0, "calm"), (0.25, "irritated"), (0.5, "frustrated"), (0.75, "hostile"), (1.0, "hostile")],
)
def test_each_score_is_found_under_its_own_band_only(database: Database, score: float, band: str) -> None:
    Story(database).turn("hm", "I see.", ledger=a_ledger(score, band, 0.0))
    found = [name for name in ("calm", "irritated", "frustrated", "hostile") if listed(database, band=name)]
    assert found == [band]


def test_a_conversation_without_turns_has_no_band(database: Database) -> None:
    Story(database)
    assert listed(database)[0].peak_band is None
    assert listed(database, band="calm") == []


def test_signs_with_a_meaning_in_searches_are_searched_for_as_themselves(database: Database) -> None:
    Story(database, id="one").message("customer", "50% off")
    Story(database, id="two").message("customer", "under_score and back\\slash")
    for search, found in (("50%", ["one"]), ("r_s", ["two"]), ("k\\s", ["two"]), ("%", ["one"]), ("5_%", [])):
        assert [row.conversation_id for row in listed(database, search=search)] == found, search


def test_the_fingerprint_follows_the_log_the_holder_and_the_end(database: Database) -> None:
    story = Story(database)
    marks = [mark(database, story.id)]
    story.message("customer", "hello?")
    marks.append(mark(database, story.id))
    handoff = story.handoff()
    marks.append(mark(database, story.id))
    with database.session() as session:
        session.get_one(Customer, 1).phone = "555 0100"
    marks.append(mark(database, story.id))
    story.held_by(a_person(database), handoff)
    marks.append(mark(database, story.id))
    with database.session() as session:
        session.get_one(Conversation, story.id).closed_at = story.at
    marks.append(mark(database, story.id))
    assert marks[-1] == mark(database, story.id)
    assert len(set(marks)) == len(marks)
    assert mark(database, "nothing") == ""

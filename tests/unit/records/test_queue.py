from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from amends.records.database import Database
from amends.records.queue import QueueEntry, fingerprint, open_handoffs
from tests.builders import NOON, Story, a_database, a_ledger, a_person, an_angry_conversation


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = a_database(tmp_path)
    yield opened
    opened.close()


def queue(database: Database, now: datetime = NOON + timedelta(hours=2)) -> list[QueueEntry]:
    with database.reading() as session:
        return open_handoffs(session, now)


def mark(database: Database) -> str:
    with database.reading() as session:
        return fingerprint(session)


def test_an_entry_tells_the_ledger_after_the_last_turn_and_the_case(database: Database) -> None:
    story = an_angry_conversation(database)
    story.handoff("customer_asked", "The lamp is late.")
    (entry,) = queue(database)
    assert (entry.score, entry.band) == (0.78, "hostile")
    assert (entry.case_reference, entry.category, entry.severity) == ("C-2026-000001", "delivery", "medium")
    assert (entry.customer_name, entry.summary, entry.agent_name) == ("Priya Nair", "The lamp is late.", None)
    assert entry.last_words == "Yes. I want to talk to a real person, not a bot."


def test_handoffs_that_ended_are_gone_and_the_rest_stands_oldest_first(database: Database) -> None:
    ended = Story(database, id="ended")
    ended.handoff(status="completed", ended_at=ended.at)
    late = Story(database, id="late", at=ended.at.replace(hour=13))
    late.handoff()
    Story(database, id="early").handoff()
    assert [entry.conversation_id for entry in queue(database)] == ["early", "late"]


def test_the_last_word_is_the_customers_until_somebody_answers(database: Database) -> None:
    story = Story(database)
    story.handoff()
    assert not queue(database)[0].unanswered
    story.message("customer", "hello?")
    assert queue(database)[0].unanswered
    story.message("system", "Sam Lee has joined.", type="holder")
    assert queue(database)[0].unanswered, "a notice is no answer"
    story.message("agent", "I am Sam.", agent_id=a_person(database))
    assert not queue(database)[0].unanswered
    assert queue(database)[0].last_words == "hello?"


def test_a_conversation_without_turns_or_case_is_still_in_the_queue(database: Database) -> None:
    Story(database, name=None).handoff("danger")
    (entry,) = queue(database)
    assert (entry.score, entry.narrative, entry.last_words, entry.customer_name) == (None, None, None, None)


def test_the_fingerprint_follows_requests_holders_words_and_ends(database: Database) -> None:
    story = Story(database)
    marks = [mark(database)]
    handoff = story.handoff()
    marks.append(mark(database))
    story.held_by(a_person(database), handoff)
    marks.append(mark(database))
    story.turn("hello?", "Hello.", ledger=a_ledger(0.5, "frustrated", 0.0))
    marks.append(mark(database))
    assert marks[-1] == mark(database)
    assert len(set(marks)) == len(marks)

"""Words that agents give."""

from __future__ import annotations

from datetime import datetime, timedelta

from amends.casework.complaint import Complaint
from amends.casework.promise import Word
from amends.records.cases import log_case
from amends.records.database import Database
from amends.records.given_words import keep_words
from amends.records.promises import promises_of


def test_a_word_is_a_promise_of_the_message_and_of_the_newest_case(
    database: Database, conversation: str, now: datetime
) -> None:
    with database.session() as session:
        case = log_case(session, conversation, Complaint("delivery", "late", "medium"), at=now)
        word = Word("Robin", "send the replacement", now + timedelta(days=2))
        keep_words(session, conversation, [word], message_id="m1", at=now)
        (made,) = promises_of(session, conversation)
        assert (made.who, made.what, made.due_at) == ("Robin", "send the replacement", word.due_at)
        assert (made.case_reference, made.message_id, made.status) == (case.reference, "m1", "open")


def test_the_same_word_twice_is_one_promise_and_another_time_is_another(
    database: Database, conversation: str, now: datetime
) -> None:
    with database.session() as session:
        word = Word("Robin", "call back", now + timedelta(days=1))
        later = Word("Robin", "call back", now + timedelta(days=2))
        assert len(keep_words(session, conversation, [word, word], message_id="m1", at=now)) == 1
        assert len(keep_words(session, conversation, [word, later], message_id="m2", at=now)) == 1
        assert [one.message_id for one in promises_of(session, conversation)] == ["m1", "m2"]

from datetime import datetime, timedelta

import pytest

from amends.casework.promise import IllegalPromiseStep, Word
from amends.records.database import Database
from amends.records.promises import (
    PromiseCounts,
    count_promises,
    find_open_promise,
    make_promise,
    promises_of,
    settle_promise,
)


def test_a_word_given_is_an_open_promise(database: Database, conversation: str, now: datetime) -> None:
    word = Word("our support team", "call back", now + timedelta(days=1))
    with database.session() as session:
        make_promise(session, conversation, word, at=now, message_id="m1")
    with database.reading() as session:
        (promise,) = promises_of(session, conversation)
        assert (promise.who, promise.what, promise.due_at) == (word.who, word.what, word.due_at)
        assert (promise.status, promise.message_id, promise.made_at) == ("open", "m1", now)


def test_a_promise_is_found_while_it_is_open(database: Database, conversation: str, now: datetime) -> None:
    with database.session() as session:
        promise = make_promise(session, conversation, Word("we", "call back", now), at=now)
        assert find_open_promise(session, conversation, "call back") is promise
        assert find_open_promise(session, conversation, "send flowers") is None
        settle_promise(session, promise.id, "kept")
        assert find_open_promise(session, conversation, "call back") is None


def test_a_kept_promise_cannot_be_broken(database: Database, conversation: str, now: datetime) -> None:
    with database.session() as session:
        promise = make_promise(session, conversation, Word("we", "call", now), at=now)
        settle_promise(session, promise.id, "kept")
    with pytest.raises(IllegalPromiseStep), database.session() as session:
        settle_promise(session, promise.id, "broken")


def test_an_unknown_promise_cannot_be_settled(database: Database) -> None:
    with pytest.raises(LookupError), database.session() as session:
        settle_promise(session, 7, "kept")


def test_an_open_promise_past_its_time_counts_as_broken(
    database: Database, conversation: str, now: datetime
) -> None:
    with database.session() as session:
        for what, due_at in (("a", now), ("b", now - timedelta(hours=1)), ("c", now - timedelta(hours=2))):
            make_promise(session, conversation, Word("we", what, due_at), at=now)
        settled = make_promise(session, conversation, Word("we", "d", now), at=now)
        settle_promise(session, settled.id, "broken")
        assert count_promises(session, conversation, now) == PromiseCounts(open=1, broken=3)

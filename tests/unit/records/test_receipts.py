from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import func, select

from amends.records.conversations import UnknownConversation
from amends.records.counters import next_number
from amends.records.database import Database
from amends.records.receipts import find_receipt, once
from amends.records.tables import Receipt


def test_an_effect_happens_once_and_its_receipt_comes_back(
    database: Database, conversation: str, now: datetime
) -> None:
    def count() -> dict[str, Any]:
        return {"number": next_number(session, "effects")}

    answers = []
    for _ in range(3):
        with database.session() as session:
            answers.append(once(session, conversation, "m1", "act", count, at=now))
    assert answers == [{"number": 1}] * 3


@pytest.mark.parametrize("other", [("m2", "act"), ("m1", "other")])
def test_another_message_or_action_has_its_own_effect(
    database: Database, conversation: str, now: datetime, other: tuple[str, str]
) -> None:
    with database.session() as session:
        once(session, conversation, "m1", "act", lambda: {"first": True}, at=now)
        assert once(session, conversation, *other, lambda: {"first": False}, at=now) == {"first": False}


def test_an_effect_that_fails_leaves_nothing_and_may_be_tried_again(
    database: Database, conversation: str, now: datetime
) -> None:
    def fail() -> dict[str, Any]:
        next_number(session, "effects")
        raise RuntimeError

    with pytest.raises(RuntimeError), database.session() as session:
        once(session, conversation, "m1", "act", fail, at=now)
    with database.session() as session:
        assert session.scalar(select(func.count()).select_from(Receipt)) == 0
        again = once(
            session, conversation, "m1", "act", lambda: {"number": next_number(session, "effects")}, at=now
        )
    assert again == {"number": 1}


def test_of_many_at_once_one_has_the_effect(database: Database, conversation: str, now: datetime) -> None:
    def ask(_: int) -> dict[str, Any]:
        with database.session() as session:
            return once(
                session,
                conversation,
                "m1",
                "act",
                lambda: {"number": next_number(session, "effects")},
                at=now,
            )

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(ask, range(16))) == [{"number": 1}] * 16


def test_there_is_no_receipt_without_a_conversation(database: Database, now: datetime) -> None:
    with pytest.raises(UnknownConversation), database.session() as session:
        once(session, "nowhere", "m1", "act", dict, at=now)


def test_a_receipt_is_found_and_where_there_is_none_nothing_is(
    database: Database, conversation: str, now: datetime
) -> None:
    with database.session() as session:
        assert find_receipt(session, conversation, "m1", "act") is None
        once(session, conversation, "m1", "act", lambda: {"number": 7}, at=now)
    with database.reading() as session:
        assert find_receipt(session, conversation, "m1", "act") == {"number": 7}
        assert find_receipt(session, conversation, "m2", "act") is None

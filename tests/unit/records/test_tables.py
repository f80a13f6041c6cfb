from datetime import datetime

import pytest
from sqlalchemy.exc import IntegrityError

from amends.records.database import Database
from amends.records.tables import Conversation, Handoff, Message, State


def test_a_word_that_no_column_knows_is_refused(database: Database, now: datetime) -> None:
    with pytest.raises(IntegrityError, match="holder_is_known"), database.session() as session:
        session.add(Conversation(id="x", opened_at=now, holder="nobody"))


def test_a_message_cannot_belong_to_no_conversation(database: Database, now: datetime) -> None:
    with pytest.raises(IntegrityError), database.session() as session:
        session.add(Message(id="m", conversation_id="none", seq=1, author="customer", text="hi", at=now))


def test_two_messages_cannot_have_one_number(database: Database, conversation: str, now: datetime) -> None:
    with pytest.raises(IntegrityError), database.session() as session:
        for name in ("a", "b"):
            session.add(
                Message(id=name, conversation_id=conversation, seq=1, author="customer", text="hi", at=now)
            )


def test_a_conversation_has_one_open_handoff_at_most(
    database: Database, conversation: str, now: datetime
) -> None:
    def handoff(ended_at: datetime | None) -> Handoff:
        return Handoff(
            conversation_id=conversation,
            reason="abuse",
            summary="",
            requested_at=now,
            ended_at=ended_at,
        )

    with database.session() as session:
        session.add_all([handoff(now), handoff(now), handoff(None)])
    with pytest.raises(IntegrityError), database.session() as session:
        session.add(handoff(None))


def test_json_keeps_the_order_of_its_keys(database: Database, conversation: str) -> None:
    state = {"zebra": 1, "apple": {"y": 1, "b": [0.1, None, "ü"]}}
    with database.session() as session:
        session.add(State(conversation_id=conversation, state=state, turn_number=1))
    with database.reading() as session:
        found = session.get_one(State, conversation).state
    assert found == state
    assert list(found) == ["zebra", "apple"]
    assert list(found["apple"]) == ["y", "b"]

from datetime import datetime

import pytest

from amends.records.batches import Batch, take_batch
from amends.records.conversations import lock_conversation
from amends.records.database import Database, Session
from amends.records.log import Said, post
from amends.records.poison import isolate
from amends.records.receipts import once
from amends.records.tables import Message


def say(session: Session, conversation: str, text: str, now: datetime) -> None:
    """The customer says something; its text is its id too."""
    locked = lock_conversation(session, conversation)
    post(session, locked, Said(text, f"c-{text}", text), most_waiting=20, at=now)


def taken(session: Session, conversation: str, now: datetime) -> list[str]:
    """The texts of the next batch."""
    batch = take_batch(session, conversation, presence_window_s=45, at=now)
    return [message.text for message in batch.messages] if batch else []


@pytest.fixture
def burst(database: Database, conversation: str, now: datetime) -> Batch:
    """A batch of three messages that was tried once."""
    with database.session() as session:
        for name in ("one", "two", "three"):
            say(session, conversation, name, now)
    with database.session() as session:
        batch = take_batch(session, conversation, presence_window_s=45, at=now)
    assert batch is not None
    return batch


def test_parted_messages_are_tried_one_by_one_and_newcomers_wait_their_turn(
    database: Database, conversation: str, burst: Batch, now: datetime
) -> None:
    with database.session() as session:
        assert isolate(session, burst)
        say(session, conversation, "four", now)
    seen = []
    for _ in range(4):
        with database.session() as session:
            batch = take_batch(session, conversation, presence_window_s=45, at=now)
            assert batch is not None
            seen.append([message.text for message in batch.messages])
            for message in batch.messages:
                session.get_one(Message, message.id).state = "answered"
    assert seen == [["one"], ["two"], ["three"], ["four"]]


def test_a_batch_whose_action_had_its_effect_stays_together(
    database: Database, conversation: str, burst: Batch, now: datetime
) -> None:
    with database.session() as session:
        once(session, conversation, "three", "action_log_complaint", lambda: {"ok": True}, at=now)
    with database.session() as session:
        assert not isolate(session, burst)
    with database.session() as session:
        assert taken(session, conversation, now) == ["one", "two", "three"]


def test_a_single_message_has_nobody_to_be_parted_from(
    database: Database, conversation: str, now: datetime
) -> None:
    with database.session() as session:
        say(session, conversation, "one", now)
        batch = take_batch(session, conversation, presence_window_s=45, at=now)
        assert batch is not None
        assert not isolate(session, batch)

import json
from collections.abc import Iterator

import psycopg
import pytest

from amends.records.database import Database
from amends.records.wakes import (
    CHANNEL,
    QUEUE,
    Signal,
    Wake,
    announce,
    conversation_of,
    conversation_topic,
    read_payload,
)
from tests.unit.records.listening import Listener


@pytest.fixture
def ear(postgresql: Database) -> Iterator[Listener]:
    """Somebody who hears every payload of this database."""
    words, named = postgresql.engine.dialect.create_connect_args(postgresql.engine.url)
    with psycopg.connect(*words, **named, autocommit=True) as connection:
        yield Listener(connection, CHANNEL)


def test_a_transaction_s_announcements_go_out_together_and_each_once(
    postgresql: Database, ear: Listener
) -> None:
    with postgresql.session("desk-a") as session:
        announce(session, QUEUE)
        announce(session, conversation_topic("c"), Signal("receipt", {"seq": 3, "state": "sent"}))
        announce(session, QUEUE)
    (payload,) = ear.payloads()
    assert read_payload(payload, own="desk-b") == [
        Wake("queue", None),
        Wake("conversation:c", Signal("receipt", {"seq": 3, "state": "sent"})),
    ]
    assert read_payload(payload, own="desk-a") == []


def test_what_was_not_committed_is_never_heard(postgresql: Database, ear: Listener) -> None:
    with pytest.raises(RuntimeError), postgresql.session() as session:
        announce(session, QUEUE)
        raise RuntimeError
    with postgresql.reading() as session:
        announce(session, QUEUE)
    assert ear.payloads() == []


def test_names_and_texts_do_not_travel(postgresql: Database, ear: Listener) -> None:
    signal = Signal("typing", {"author": "agent", "name": "robin", "text": "I was robbed", "on": True})
    with postgresql.session() as session:
        announce(session, conversation_topic("c"), signal)
    (payload,) = ear.payloads()
    assert "robin" not in payload and "robbed" not in payload
    assert read_payload(payload, None)[0].signal == Signal("typing", {"author": "agent", "on": True})


def test_more_than_a_payload_can_hold_goes_in_several(postgresql: Database, ear: Listener) -> None:
    topics = [conversation_topic(f"{number:064}") for number in range(300)]
    with postgresql.session() as session:
        for topic in topics:
            announce(session, topic)
    payloads = ear.payloads()
    assert 2 < len(payloads) < 6
    assert all(len(payload.encode()) < 8000 for payload in payloads)
    assert [wake.topic for payload in payloads for wake in read_payload(payload, "me")] == topics


def test_an_action_server_that_is_no_desk_is_heard_by_every_desk(
    postgresql: Database, ear: Listener
) -> None:
    with postgresql.session() as session:
        announce(session, QUEUE)
    (payload,) = ear.payloads()
    assert read_payload(payload, own="desk-a") == [Wake(QUEUE, None)]


def test_on_sqlite_nothing_is_told(database: Database) -> None:
    if database.is_shared:
        return
    with database.session() as session:
        announce(session, QUEUE)
        assert "wakes_pending" not in session.info


@pytest.mark.parametrize("foreign", ["", "null", "{}", "[]", "no json", "[1, 2]", json.dumps(["x", [], [1]])])
def test_what_others_say_on_our_channel_is_passed_over(foreign: str) -> None:
    assert all(isinstance(wake, Wake) for wake in read_payload(foreign, "me"))


def test_a_topic_tells_its_conversation() -> None:
    assert conversation_of(conversation_topic("abc")) == "abc"
    assert conversation_of(QUEUE) is None

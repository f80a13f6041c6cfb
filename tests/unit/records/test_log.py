from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest

from amends.records.conversations import lock_conversation
from amends.records.database import Database
from amends.records.log import (
    ButtonNotOffered,
    ClientIdReused,
    Posted,
    Said,
    TooManyWaiting,
    append,
    conversations_waiting,
    entries_after,
    open_conversation,
    post,
    waiting_messages,
    was_noticed_since,
)
from amends.records.tables import Conversation, Message


def _post(database: Database, conversation: str, said: Said, at: datetime, most_waiting: int = 100) -> Posted:
    with database.session() as session:
        return post(session, lock_conversation(session, conversation), said, most_waiting=most_waiting, at=at)


def _append(database: Database, conversation: str, at: datetime, **entry: object) -> int:
    with database.session() as session:
        whole = {
            "id": f"e{at.timestamp()}",
            "author": "assistant",
            "text": "…",
            "buttons": [],
            "at": at,
            **entry,
        }
        return append(session, lock_conversation(session, conversation), Message(**whole))


def test_fifty_at_once_are_numbered_without_gap_or_double(
    database: Database, conversation: str, now: datetime
) -> None:
    def write(number: int) -> int:
        return _post(database, conversation, Said(f"m{number}", f"c{number}", "hello"), now).seq

    with ThreadPoolExecutor(10) as pool:
        seqs = list(pool.map(write, range(50)))
    assert sorted(seqs) == list(range(1, 51))
    with database.reading() as session:
        assert [entry.seq for entry in entries_after(session, conversation, 0, 100)] == list(range(1, 51))


def test_the_same_message_sent_many_times_at_once_is_stored_once(
    database: Database, conversation: str, now: datetime
) -> None:
    def send(number: int) -> Posted:
        return _post(database, conversation, Said(f"m{number}", "same", "hello"), now)

    with ThreadPoolExecutor(8) as pool:
        posted = list(pool.map(send, range(16)))
    assert {each.seq for each in posted} == {1}
    assert sum(each.fresh for each in posted) == 1


@pytest.mark.parametrize(
    "other", [Said("m2", "same", "Hello"), Said("m2", "same", "hello", button_id="request_agent")]
)
def test_a_known_client_id_with_another_content_is_refused(
    database: Database, conversation: str, now: datetime, other: Said
) -> None:
    _post(database, conversation, Said("m1", "same", "hello"), now)
    with pytest.raises(ClientIdReused):
        _post(database, conversation, other, now)


def test_two_conversations_may_use_one_client_id(
    database: Database, conversation: str, now: datetime
) -> None:
    with database.session() as session:
        open_conversation(session, "other", token_hash="h", origin="", page=None, at=now)
    assert _post(database, conversation, Said("m1", "same", "hello"), now).fresh
    assert _post(database, "other", Said("m2", "same", "bye"), now).fresh


def test_only_buttons_that_were_offered_can_be_pressed(
    database: Database, conversation: str, now: datetime
) -> None:
    pressed = Said("m1", "c1", "Refund", button_id="accept_remedy:refund")
    with pytest.raises(ButtonNotOffered):
        _post(database, conversation, pressed, now)
    _append(database, conversation, now, buttons=[{"id": "accept_remedy:refund", "title": "Refund"}])
    assert _post(database, conversation, pressed, now).seq == 2


def test_a_person_can_always_be_asked_for(database: Database, conversation: str, now: datetime) -> None:
    assert _post(database, conversation, Said("m1", "c1", "A person", button_id="request_agent"), now).fresh


def test_when_too_much_waits_no_more_is_taken_but_what_is_known_is_still_known(
    database: Database, conversation: str, now: datetime
) -> None:
    first = Said("m1", "c1", "one")
    _post(database, conversation, first, now, most_waiting=1)
    with pytest.raises(TooManyWaiting):
        _post(database, conversation, Said("m2", "c2", "two"), now, most_waiting=1)
    assert _post(database, conversation, first, now, most_waiting=1) == Posted(1, fresh=False)


def test_the_log_is_read_from_any_number_on(database: Database, conversation: str, now: datetime) -> None:
    for number in range(5):
        _post(database, conversation, Said(f"m{number}", f"c{number}", str(number)), now)
    with database.reading() as session:
        assert [entry.text for entry in entries_after(session, conversation, 2, 2)] == ["2", "3"]
        assert entries_after(session, conversation, 5, 10) == []


def test_an_entry_shows_what_everybody_may_see(
    database: Database, conversation: str, agent: int, now: datetime
) -> None:
    _post(database, conversation, Said("m1", "c1", "hello"), now)
    _append(database, conversation, now, type="holder", author="system", agent_id=agent)
    with database.reading() as session:
        customer, holder = (entry.to_dict() for entry in entries_after(session, conversation, 0, 9))
    assert customer == {
        "seq": 1,
        "type": "message",
        "author": "customer",
        "text": "hello",
        "buttons": [],
        "at": now.isoformat(),
        "client_id": "c1",
    }
    assert (holder["holder"], holder["name"]) == ("agent", "Robin")


def test_the_longest_waiting_conversation_comes_first(database: Database, now: datetime) -> None:
    for name, minutes in (("b", 2), ("a", 1), ("c", 3)):
        with database.session() as session:
            session.add(Conversation(id=name, opened_at=now))
        _post(database, name, Said(name, name, "hello"), now + timedelta(minutes=minutes))
    with database.session() as session:
        session.get_one(Message, "c").state = "answered"
    with database.reading() as session:
        assert list(conversations_waiting(session)) == ["a", "b"]
        assert [message.id for message in waiting_messages(session, "a")] == ["a"]


def test_writing_again_opens_a_closed_conversation(
    database: Database, conversation: str, now: datetime
) -> None:
    with database.session() as session:
        session.get_one(Conversation, conversation).closed_at = now
    _post(database, conversation, Said("m1", "c1", "hello again"), now)
    with database.reading() as session:
        assert session.get_one(Conversation, conversation).closed_at is None


def test_a_notice_is_found_by_its_name_after_a_number(
    database: Database, conversation: str, now: datetime
) -> None:
    _append(database, conversation, now, type="notice", author="system", response="away")
    with database.reading() as session:
        assert was_noticed_since(session, conversation, "away", 0)
        assert not was_noticed_since(session, conversation, "away", 1)
        assert not was_noticed_since(session, conversation, "back", 0)

from datetime import datetime

import pytest

from amends.records.conversations import UnknownConversation
from amends.records.customers import customer_of
from amends.records.database import Database
from amends.records.door import (
    WrongToken,
    admit,
    contact_from_customer,
    open_for_customer,
    post_from_customer,
)
from amends.records.log import Said, entries_after
from amends.records.notices import Notice
from amends.records.tables import Conversation


@pytest.fixture
def opened(database: Database, now: datetime) -> str:
    with database.session() as session:
        open_for_customer(
            session,
            "talk",
            "hash",
            Notice("welcome", "I am an automated assistant."),
            origin="https://shop.example",
            page="/basket",
            new_id=lambda: "n1",
            at=now,
        )
    return "talk"


def test_a_conversation_begins_with_the_notice(database: Database, opened: str) -> None:
    with database.reading() as session:
        conversation = admit(session, opened, "hash")
        assert (conversation.origin, conversation.page) == ("https://shop.example", "/basket")
        (notice,) = entries_after(session, opened, 0, 9)
        assert (notice.type, notice.author, notice.text) == (
            "notice",
            "system",
            "I am an automated assistant.",
        )


@pytest.mark.parametrize("token_hash", ["", "has", "HASH", "hashh"])
def test_a_wrong_token_opens_nothing_and_changes_nothing(
    database: Database, opened: str, now: datetime, token_hash: str
) -> None:
    with pytest.raises(WrongToken), database.session() as session:
        admit(session, opened, token_hash)
    with pytest.raises(WrongToken), database.session() as session:
        post_from_customer(session, opened, token_hash, Said("m", "c", "hi"), most_waiting=9, at=now)
    with pytest.raises(WrongToken), database.session() as session:
        contact_from_customer(session, opened, token_hash, name="Eve", email=None, phone=None, at=now)
    with database.reading() as session:
        assert len(entries_after(session, opened, 0, 9)) == 1
        assert customer_of(session, opened) is None


def test_a_conversation_from_a_rasa_shell_has_no_token_that_opens_it(
    database: Database, conversation: str
) -> None:
    for token_hash in ("", "None"):
        with pytest.raises(WrongToken), database.session() as session:
            admit(session, conversation, token_hash)


def test_an_unknown_conversation_is_unknown_whatever_the_token(database: Database, now: datetime) -> None:
    with pytest.raises(UnknownConversation), database.session() as session:
        admit(session, "nowhere", "hash")
    with pytest.raises(UnknownConversation), database.session() as session:
        post_from_customer(session, "nowhere", "hash", Said("m", "c", "hi"), most_waiting=9, at=now)


def test_the_right_token_writes_and_leaves_contact(database: Database, opened: str, now: datetime) -> None:
    with database.session() as session:
        said = post_from_customer(session, opened, "hash", Said("m", "c", "hi"), most_waiting=9, at=now)
        contact_from_customer(session, opened, "hash", name="Ada", email="a@example.com", phone=None, at=now)
    assert (said.seq, said.fresh) == (2, True)
    with database.reading() as session:
        customer = customer_of(session, opened)
        assert customer is not None and customer.email == "a@example.com"
        assert session.get_one(Conversation, opened).next_seq == 3

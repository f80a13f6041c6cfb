from datetime import datetime

import pytest

from amends.records.conversations import UnknownConversation
from amends.records.customers import customer_of, save_contact
from amends.records.database import Database
from amends.records.tables import Conversation


def test_nothing_is_known_about_a_new_customer(database: Database, conversation: str) -> None:
    with database.reading() as session:
        assert customer_of(session, conversation) is None


def test_what_a_customer_tells_is_kept_piece_by_piece(
    database: Database, conversation: str, now: datetime
) -> None:
    with database.session() as session:
        save_contact(session, conversation, at=now, name="Ada Finch")
        save_contact(session, conversation, at=now, email="Ada@Example.COM")
        save_contact(session, conversation, at=now, phone="+44 20 7946 0000")
    with database.reading() as session:
        customer = customer_of(session, conversation)
        assert customer is not None
        assert (customer.name, customer.email) == ("Ada Finch", "ada@example.com")
        assert (customer.phone, customer.created_at) == ("+44 20 7946 0000", now)


def test_one_address_in_two_conversations_proves_nothing(
    database: Database, conversation: str, now: datetime
) -> None:
    with database.session() as session:
        session.add(Conversation(id="other", opened_at=now))
        session.flush()
        one = save_contact(session, conversation, at=now, email="ada@example.com")
        two = save_contact(session, "other", at=now, email="ada@example.com")
        assert one.id != two.id


def test_contact_needs_a_conversation(database: Database, now: datetime) -> None:
    with pytest.raises(UnknownConversation), database.session() as session:
        save_contact(session, "nowhere", at=now, name="Ada")

from datetime import datetime

import pytest

from amends.casework.complaint import IncompleteComplaint
from amends.records.cases import move_case
from amends.records.complaints import (
    latest_case,
    own_case,
    put_on_record,
    save_contact_from,
    unfinished_case,
)
from amends.records.customers import customer_of, save_contact
from amends.records.database import Database
from amends.records.tables import Conversation

LATE = {"category": "delivery", "narrative": "It never came", "order_number": "A-1001"}


@pytest.fixture
def elsewhere(database: Database, now: datetime) -> str:
    """Another conversation, of somebody else as far as we know."""
    with database.session() as session:
        session.add(Conversation(id="elsewhere", opened_at=now))
    return "elsewhere"


def test_a_first_complaint_opens_a_case(database: Database, conversation: str, now: datetime) -> None:
    with database.session() as session:
        case, created = put_on_record(session, conversation, LATE, at=now)
        assert created
        assert latest_case(session, conversation) is case
        assert (case.category, case.narrative) == ("delivery", "It never came")


def test_a_named_case_is_added_to(database: Database, conversation: str, now: datetime) -> None:
    with database.session() as session:
        first, _ = put_on_record(session, conversation, LATE, at=now)
        again = {"narrative": "And the box was wet", "reference": first.reference.lower()}
        case, created = put_on_record(session, conversation, again, at=now)
    assert (case.reference, created) == (first.reference, False)


def test_a_case_is_unfinished_until_it_is_resolved(
    database: Database, conversation: str, now: datetime
) -> None:
    with database.session() as session:
        assert unfinished_case(session, conversation) is None
        case, _ = put_on_record(session, conversation, LATE, at=now)
        assert unfinished_case(session, conversation) is case
        move_case(session, case.reference, "resolved", at=now)
        assert unfinished_case(session, conversation) is None


def test_naming_another_customers_case_opens_ones_own(
    database: Database, conversation: str, elsewhere: str, now: datetime
) -> None:
    with database.session() as session:
        theirs, _ = put_on_record(session, elsewhere, LATE, at=now)
        assert own_case(session, conversation, theirs.reference) is None
        case, created = put_on_record(session, conversation, {**LATE, "reference": theirs.reference}, at=now)
    assert created
    assert case.reference != theirs.reference


def test_an_earlier_case_of_the_same_customer_is_ones_own(
    database: Database, conversation: str, elsewhere: str, now: datetime
) -> None:
    with database.session() as session:
        customer = save_contact(session, elsewhere, at=now, name="Ada")
        earlier, _ = put_on_record(session, elsewhere, LATE, at=now)
        session.get_one(Conversation, conversation).customer_id = customer.id
        session.flush()
        assert own_case(session, conversation, earlier.reference) is earlier


@pytest.mark.parametrize("reference", [None, "", "C-2026-000009", 7])
def test_what_names_no_case_finds_none(database: Database, conversation: str, reference: object) -> None:
    with database.reading() as session:
        assert own_case(session, conversation, reference) is None


def test_a_complaint_without_words_leaves_nothing(
    database: Database, conversation: str, now: datetime
) -> None:
    with pytest.raises(IncompleteComplaint), database.session() as session:
        put_on_record(session, conversation, {"category": "delivery", "contact": "a@example.com"}, at=now)
    with database.reading() as session:
        assert latest_case(session, conversation) is None
        assert customer_of(session, conversation) is None


@pytest.mark.parametrize(
    ("contact", "email", "phone"),
    [("Ada@example.com", "ada@example.com", None), ("+44 20 7946 0000", None, "+44 20 7946 0000")],
)
def test_a_contact_is_an_address_or_a_number(
    database: Database, conversation: str, now: datetime, contact: str, email: str | None, phone: str | None
) -> None:
    with database.session() as session:
        save_contact_from(session, conversation, {"contact": contact, "name": " Ada "}, now)
        customer = customer_of(session, conversation)
        assert customer is not None
        assert (customer.name, customer.email, customer.phone) == ("Ada", email, phone)


def test_a_customer_who_says_later_who_they_are_owns_the_case(
    database: Database, conversation: str, now: datetime
) -> None:
    with database.session() as session:
        case, _ = put_on_record(session, conversation, LATE, at=now)
        assert case.customer_id is None
        save_contact_from(session, conversation, {"contact": "a@example.com"}, now)
        assert case.customer_id is not None


def test_nothing_told_is_nothing_kept(database: Database, conversation: str, now: datetime) -> None:
    with database.session() as session:
        save_contact_from(session, conversation, {"contact": "  ", "name": None}, now)
        assert customer_of(session, conversation) is None

from datetime import datetime, timedelta

import pytest

from amends.casework.clocks import BusinessHours
from amends.records.agreements import agree_remedy
from amends.records.cases import UnknownCase, entries_of, find_case
from amends.records.complaints import put_on_record
from amends.records.database import Database
from amends.records.promises import promises_of
from amends.records.tables import Conversation

HOURS = BusinessHours()
LATE = {"category": "delivery", "narrative": "It never came"}


@pytest.fixture
def reference(database: Database, conversation: str, now: datetime) -> str:
    with database.session() as session:
        case, _ = put_on_record(session, conversation, LATE, at=now)
        return case.reference


def test_an_agreed_remedy_is_in_the_case_and_promised(
    database: Database, conversation: str, reference: str, now: datetime
) -> None:
    arguments = {"case_reference": reference, "remedy": "replacement", "details": " a new lamp please "}
    with database.session() as session:
        receipt = agree_remedy(session, conversation, arguments, message_id="m1", hours=HOURS, at=now)
        (promise,) = promises_of(session, conversation)
        case = find_case(session, reference)
        kinds = [(entry.kind, entry.text) for entry in entries_of(session, reference)][-2:]
    assert receipt == {
        "case_reference": reference,
        "promise": {
            "id": promise.id,
            "who": "our support team",
            "what": "send the replacement",
            "due_at": "2026-11-25T17:00:00+00:00",
            "due_text": "by Wednesday 25 November, 17:00 UTC",
        },
    }
    assert (promise.case_reference, promise.message_id, promise.status) == (reference, "m1", "open")
    assert case is not None and case.remedy_offered == "replacement"
    assert kinds == [
        ("remedy", "agreed on: replacement; the customer said: a new lamp please"),
        ("promise", "our support team: send the replacement"),
    ]


def test_agreeing_again_does_not_move_the_due_time(
    database: Database, conversation: str, reference: str, now: datetime
) -> None:
    arguments = {"case_reference": reference, "remedy": "refund"}
    receipts = []
    for at in (now, now + timedelta(days=7)):
        with database.session() as session:
            receipts.append(
                agree_remedy(session, conversation, arguments, message_id="m", hours=HOURS, at=at)
            )
    assert receipts[0]["promise"]["due_at"] == receipts[1]["promise"]["due_at"]
    assert receipts[0]["promise"]["id"] == receipts[1]["promise"]["id"]


def test_without_a_reference_it_is_the_newest_case(
    database: Database, conversation: str, reference: str, now: datetime
) -> None:
    with database.session() as session:
        newest, _ = put_on_record(session, conversation, LATE, at=now + timedelta(minutes=1))
        receipt = agree_remedy(
            session, conversation, {"remedy": "refund"}, message_id="m", hours=HOURS, at=now
        )
    assert receipt["case_reference"] == newest.reference != reference


def test_another_customers_case_cannot_be_agreed_on(
    database: Database, conversation: str, reference: str, now: datetime
) -> None:
    arguments = {"case_reference": reference, "remedy": "refund"}
    with database.session() as session:
        session.add(Conversation(id="elsewhere", opened_at=now))
    with pytest.raises(UnknownCase), database.session() as session:
        agree_remedy(session, "elsewhere", arguments, message_id="m", hours=HOURS, at=now)


def test_there_is_nothing_to_agree_on_without_a_case(
    database: Database, conversation: str, now: datetime
) -> None:
    with pytest.raises(UnknownCase), database.session() as session:
        agree_remedy(session, conversation, {"remedy": "refund"}, message_id="m", hours=HOURS, at=now)

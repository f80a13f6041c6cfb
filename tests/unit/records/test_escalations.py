from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import pytest

from amends.casework.clocks import BusinessHours
from amends.records.cases import cases_of
from amends.records.complaints import put_on_record
from amends.records.database import Database
from amends.records.escalations import UnknownReason, escalate
from amends.records.handoffs import open_handoff, request_handoff, step_handoff
from amends.records.promises import promises_of
from amends.records.tables import Conversation
from amends.records.users import saw_user, set_on_duty

ASKED: Mapping[str, Any] = {"reason": "customer_asked", "summary": "wants a person"}


def _escalate(database: Database, conversation: str, at: datetime, **arguments: Any) -> dict[str, Any]:
    with database.session() as session:
        return escalate(
            session,
            conversation,
            {**ASKED, **arguments},
            message_id="m1",
            hours=BusinessHours(),
            presence_window_s=45,
            at=at,
        )


def _put_on_duty(database: Database, agent: int, at: datetime) -> None:
    with database.session() as session:
        saw_user(session, agent, at)
        set_on_duty(session, agent, True)


def test_with_somebody_on_duty_the_handoff_waits_in_the_queue(
    database: Database, conversation: str, agent: int, now: datetime
) -> None:
    _put_on_duty(database, agent, now)
    receipt = _escalate(database, conversation, now, narrative="It never came", contact="a@example.com")
    with database.reading() as session:
        handoff = open_handoff(session, conversation)
        assert handoff is not None
        assert (handoff.reason, handoff.summary) == ("customer_asked", "wants a person")
        assert promises_of(session, conversation) == []
    assert receipt == {
        "handoff_id": handoff.id,
        "status": "requested",
        "case_reference": "C-2026-000001",
        "agents_on_duty": 1,
        "expected_wait_s": None,
        "promise": None,
    }


def test_the_expected_wait_comes_from_recent_ones(
    database: Database, conversation: str, agent: int, now: datetime
) -> None:
    for number, waited in enumerate((20, 30, 40)):
        with database.session() as session:
            session.add(Conversation(id=f"c{number}", opened_at=now))
            session.flush()
            handoff, _ = request_handoff(session, f"c{number}", reason="abuse", summary="", at=now)
            step_handoff(session, handoff.id, "accepted", at=now + timedelta(seconds=waited))
    # A wait said while nobody is there to end it would be a lie.
    assert _escalate(database, conversation, now)["expected_wait_s"] is None
    _put_on_duty(database, agent, now)
    assert _escalate(database, conversation, now)["expected_wait_s"] == 40.0


def test_with_nobody_on_duty_a_callback_is_promised_to_who_can_be_reached(
    database: Database, conversation: str, now: datetime
) -> None:
    receipt = _escalate(database, conversation, now, contact="a@example.com", narrative="It never came")
    with database.reading() as session:
        (promise,) = promises_of(session, conversation)
    assert receipt["agents_on_duty"] == 0
    assert receipt["promise"] == {
        "id": promise.id,
        "who": "our support team",
        "what": "get in touch with you about case C-2026-000001",
        "due_at": "2026-11-24T17:00:00+00:00",
        "due_text": "by Tuesday 24 November, 17:00 UTC",
    }


def test_nothing_is_promised_to_who_cannot_be_reached(
    database: Database, conversation: str, now: datetime
) -> None:
    assert _escalate(database, conversation, now, name="Ada")["promise"] is None
    with database.reading() as session:
        assert promises_of(session, conversation) == []


def test_a_contact_given_later_brings_the_promise_and_no_second_handoff(
    database: Database, conversation: str, now: datetime
) -> None:
    first = _escalate(database, conversation, now)
    second = _escalate(database, conversation, now + timedelta(minutes=1), contact="a@example.com")
    third = _escalate(database, conversation, now + timedelta(minutes=2), contact="b@example.com")
    assert first["handoff_id"] == second["handoff_id"] == third["handoff_id"]
    assert first["promise"] is None
    assert second["promise"] is not None
    assert third["promise"]["id"] == second["promise"]["id"]


def test_a_complaint_that_is_not_logged_yet_is_logged_with_the_severity_of_the_reason(
    database: Database, conversation: str, now: datetime
) -> None:
    _escalate(
        database, conversation, now, reason="danger", narrative="The plug is on fire", category="defect"
    )
    with database.reading() as session:
        (case,) = cases_of(session, conversation)
        assert (case.severity, case.priority) == ("critical", "urgent")


def test_new_words_go_to_the_case_that_is_there(database: Database, conversation: str, now: datetime) -> None:
    with database.session() as session:
        case, _ = put_on_record(session, conversation, {"narrative": "It never came"}, at=now)
    receipt = _escalate(database, conversation, now, narrative="My lawyer will call", reason="legal_threat")
    with database.reading() as session:
        (found,) = cases_of(session, conversation)
        assert (found.reference, found.severity) == (case.reference, "high")
    assert receipt["case_reference"] == case.reference


def test_somebody_who_only_asks_for_a_person_has_a_case_with_what_is_known(
    database: Database, conversation: str, now: datetime
) -> None:
    _escalate(database, conversation, now)
    _escalate(database, conversation, now)
    with database.reading() as session:
        (case,) = cases_of(session, conversation)
        assert case.narrative == "wants a person"


def test_an_unknown_reason_changes_nothing(database: Database, conversation: str, now: datetime) -> None:
    with pytest.raises(UnknownReason):
        _escalate(database, conversation, now, reason="bored")
    with database.reading() as session:
        assert open_handoff(session, conversation) is None
        assert cases_of(session, conversation) == []


def test_only_the_callback_of_an_expired_handoff_is_promised_whoever_is_on_duty(
    database: Database, conversation: str, agent: int, now: datetime
) -> None:
    expired = _escalate(database, conversation, now)["handoff_id"]
    with database.session() as session:
        step_handoff(session, expired, "expired", at=now)
    _put_on_duty(database, agent, now)
    receipt = _escalate(database, conversation, now, contact="a@example.com", callback_only=True)
    assert (receipt["handoff_id"], receipt["status"], receipt["agents_on_duty"]) == (expired, "expired", 0)
    assert receipt["promise"]["what"].startswith("get in touch with you")
    with database.reading() as session:
        assert open_handoff(session, conversation) is None
    asked = _escalate(database, conversation, now)
    assert asked["handoff_id"] != expired, "who asks for a person gets one asked for"


def test_without_an_expired_handoff_there_is_no_such_thing_as_only_a_callback(
    database: Database, conversation: str, now: datetime
) -> None:
    assert _escalate(database, conversation, now, callback_only=True)["status"] == "requested"

from datetime import datetime, timedelta

import pytest

from amends.casework.case import IllegalStage
from amends.casework.complaint import Complaint
from amends.records.cases import (
    UnknownCase,
    acknowledge_cases,
    add_to_case,
    cases_of,
    count_earlier_cases,
    entries_of,
    find_case,
    lock_case,
    log_case,
    move_case,
)
from amends.records.customers import save_contact
from amends.records.database import Database
from amends.records.tables import Conversation, Promise

LATE = Complaint(
    category="delivery",
    narrative="My parcel is three weeks late",
    severity="medium",
    order_number="A-1001",
    frustration=0.3,
    frustration_peak=0.5,
)


def test_a_complaint_becomes_a_case_with_its_history(
    database: Database, conversation: str, now: datetime
) -> None:
    with database.session() as session:
        case = log_case(session, conversation, LATE, at=now)
        history = [(entry.kind, entry.text) for entry in entries_of(session, case.reference)]
    assert (case.reference, case.stage, case.narrative) == ("C-2026-000001", "received", LATE.narrative)
    assert (case.category, case.severity, case.priority) == ("delivery", "medium", "normal")
    assert (case.order_number, case.frustration_at_open, case.frustration_peak) == ("A-1001", 0.3, 0.5)
    assert history == [("logged", LATE.narrative), ("priority", "normal: medium severity")]


def test_references_count_anew_every_year(database: Database, conversation: str, now: datetime) -> None:
    with database.session() as session:
        for at in (now, now, now + timedelta(days=60)):
            log_case(session, conversation, LATE, at=at)
        assert [case.reference for case in cases_of(session, conversation)] == [
            "C-2026-000001",
            "C-2026-000002",
            "C-2027-000001",
        ]


def test_adding_to_a_case_loses_no_words_and_never_makes_it_less_severe(
    database: Database, conversation: str, now: datetime
) -> None:
    more = Complaint(
        "billing",
        "And you charged me twice",
        "high",
        impact="rent is due",
        confirmed_paraphrase="charged twice",
        frustration_peak=0.9,
    )
    less = Complaint("other", "Hello?", "low", order_number="A-1002", frustration_peak=0.1)
    with database.session() as session:
        reference = log_case(session, conversation, LATE, at=now).reference
        add_to_case(session, reference, more, at=now)
        case = add_to_case(session, reference, less, at=now)
        added = [entry.text for entry in entries_of(session, reference) if entry.kind == "added"]
    assert added == ["And you charged me twice", "Hello?"]
    assert (case.narrative, case.category, case.severity) == (LATE.narrative, "delivery", "high")
    assert (case.impact, case.order_number, case.frustration_peak) == ("rent is due", "A-1002", 0.9)
    assert (case.frustration_at_open, case.confirmed_paraphrase) == (0.3, "charged twice")


def test_the_same_words_are_added_once(database: Database, conversation: str, now: datetime) -> None:
    again = Complaint("delivery", "Still nothing", "medium")
    with database.session() as session:
        reference = log_case(session, conversation, LATE, at=now).reference
        for complaint in (LATE, again, again):
            add_to_case(session, reference, complaint, at=now)
        kinds = [entry.kind for entry in entries_of(session, reference)]
    assert kinds.count("added") == 1


def test_a_case_of_unknown_kind_learns_its_category(
    database: Database, conversation: str, now: datetime
) -> None:
    with database.session() as session:
        case = log_case(session, conversation, Complaint("other", "It is all wrong", "low"), at=now)
        assert add_to_case(session, case.reference, LATE, at=now).category == "delivery"


def test_a_harmful_addition_raises_the_priority_and_says_why(
    database: Database, conversation: str, now: datetime
) -> None:
    danger = Complaint("defect", "It caught fire", "critical")
    with database.session() as session:
        reference = log_case(session, conversation, LATE, at=now).reference
        case = add_to_case(session, reference, danger, at=now, flags=["danger"])
        last = entries_of(session, reference)[-1]
    assert case.priority == "urgent"
    assert (last.kind, last.text) == ("priority", "urgent: critical severity, somebody may come to harm")


def test_what_moved_a_case_up_need_not_be_said_again(
    database: Database, conversation: str, now: datetime
) -> None:
    with database.session() as session:
        case = log_case(session, conversation, LATE, at=now, flags=["vulnerable_customer"])
        assert case.priority == "high"
        assert add_to_case(session, case.reference, LATE, at=now).priority == "high"


def test_a_milder_addition_does_not_lower_the_priority(
    database: Database, conversation: str, now: datetime
) -> None:
    grave = Complaint("privacy", "You gave my address away", "high")
    with database.session() as session:
        reference = log_case(session, conversation, grave, at=now).reference
        assert add_to_case(session, reference, Complaint("other", "Hello?", "low"), at=now).priority == "high"


def test_a_broken_promise_raises_the_priority(database: Database, conversation: str, now: datetime) -> None:
    with database.session() as session:
        session.add(
            Promise(
                conversation_id=conversation, who="we", what="call", due_at=now, status="broken", made_at=now
            )
        )
        assert log_case(session, conversation, LATE, at=now).priority == "high"


def test_cases_of_other_conversations_of_the_customer_are_earlier_ones(
    database: Database, conversation: str, now: datetime
) -> None:
    with database.session() as session:
        customer = save_contact(session, conversation, at=now, name="Ada")
        session.add(Conversation(id="later", customer_id=customer.id, opened_at=now))
        log_case(session, conversation, LATE, at=now)
        assert count_earlier_cases(session, customer.id, conversation) == 0
        assert count_earlier_cases(session, customer.id, "later") == 1
        assert log_case(session, "later", LATE, at=now).priority == "high"
    with database.reading() as session:
        assert count_earlier_cases(session, None, "later") == 0


def test_a_case_is_found_as_customers_type_it(database: Database, conversation: str, now: datetime) -> None:
    with database.session() as session:
        log_case(session, conversation, LATE, at=now)
    with database.reading() as session:
        found = find_case(session, "c 2026 1")
        assert found is not None and found.reference == "C-2026-000001"
        assert find_case(session, "C-2026-000002") is None
        assert find_case(session, "") is None


def test_an_unknown_case_cannot_be_locked(database: Database) -> None:
    with pytest.raises(UnknownCase), database.session() as session:
        lock_case(session, "C-2026-000009")


def test_a_case_moves_through_its_stages_and_can_be_reopened(
    database: Database, conversation: str, now: datetime
) -> None:
    with database.session() as session:
        reference = log_case(session, conversation, LATE, at=now).reference
        move_case(session, reference, "in_progress", at=now)
        closed = move_case(session, reference, "closed", at=now, disposition="resolved_by_agent")
        assert (closed.closed_at, closed.disposition) == (now, "resolved_by_agent")
        assert move_case(session, reference, "in_progress", at=now).closed_at is None
        stages = [entry.text for entry in entries_of(session, reference) if entry.kind == "stage"]
    assert stages == ["received → in_progress", "in_progress → closed", "closed → in_progress"]


def test_a_case_takes_no_forbidden_step(database: Database, conversation: str, now: datetime) -> None:
    with database.session() as session:
        reference = log_case(session, conversation, LATE, at=now).reference
        move_case(session, reference, "closed", at=now)
    with pytest.raises(IllegalStage), database.session() as session:
        move_case(session, reference, "received", at=now)


def test_only_new_cases_are_acknowledged(database: Database, conversation: str, now: datetime) -> None:
    later = now + timedelta(minutes=1)
    with database.session() as session:
        old = log_case(session, conversation, LATE, at=now)
        move_case(session, old.reference, "in_progress", at=now)
        new = log_case(session, conversation, LATE, at=now)
        acknowledge_cases(session, conversation, later)
        acknowledge_cases(session, conversation, later + timedelta(days=1))
        move_case(session, new.reference, "assessed", at=later + timedelta(days=2))
    assert (new.stage, new.acknowledged_at) == ("assessed", later)
    assert (old.stage, old.acknowledged_at) == ("in_progress", now)

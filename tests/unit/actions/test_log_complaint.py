from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import func, select

from actions._desk import Desk
from actions.log_complaint import LogComplaint
from amends.records.cases import move_case
from amends.records.tables import Case, Conversation, Receipt

LATE = {
    "category": "delivery",
    "narrative": "Three weeks and nothing",
    "order_number": "A-1001",
    "frustration": {"score": 0.5, "band": "frustrated", "peak": 0.6},
}


def _count(desk: Desk, table: type) -> int:
    with desk.database.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_the_receipt_names_the_new_case(run: Any, desk: Desk) -> None:
    receipt = run(LogComplaint, LATE)
    assert receipt == {
        "ok": True,
        "action": "action_log_complaint",
        "case_reference": "C-2026-000001",
        "created": True,
    }
    with desk.database.reading() as session:
        case = session.get_one(Case, "C-2026-000001")
        assert (case.narrative, case.frustration_peak) == ("Three weeks and nothing", 0.6)


def test_a_plain_rasa_shell_gets_a_conversation_that_no_token_opens(run: Any, desk: Desk) -> None:
    run(LogComplaint, LATE, conversation_id="c0ffee")
    with desk.database.reading() as session:
        conversation = session.get_one(Conversation, "c0ffee")
        assert (conversation.origin, conversation.token_hash) == ("shell", None)


def test_the_same_message_logs_once(run: Any, desk: Desk) -> None:
    assert run(LogComplaint, LATE) == run(LogComplaint, {**LATE, "narrative": "said otherwise"})
    assert _count(desk, Case) == 1


def test_another_message_of_the_same_case_adds_to_it(run: Any, desk: Desk) -> None:
    first = run(LogComplaint, LATE)
    more = {"narrative": "Nobody answers either", "reference": first["case_reference"]}
    second = run(LogComplaint, more, message_id="m2")
    assert (second["case_reference"], second["created"]) == (first["case_reference"], False)


def test_a_case_that_the_assistant_does_not_know_of_is_added_to_while_it_is_unfinished(
    run: Any, desk: Desk
) -> None:
    first = run(LogComplaint, LATE)
    second = run(LogComplaint, {"narrative": "It was wet too", "reference": None}, message_id="m2")
    assert (second["case_reference"], second["created"]) == (first["case_reference"], False)
    with desk.database.session() as session:
        move_case(session, first["case_reference"], "resolved", at=desk.now())
    assert run(LogComplaint, {"narrative": "Another thing"}, message_id="m3")["created"]


def test_two_at_once_log_one_case(run: Any, desk: Desk) -> None:
    with ThreadPoolExecutor(2) as pool:
        receipts = list(pool.map(lambda _: run(LogComplaint, LATE), range(2)))
    assert receipts[0] == receipts[1]
    assert receipts[0]["ok"]
    assert _count(desk, Case) == _count(desk, Receipt) == 1


def test_many_conversations_at_once_get_references_without_gaps(run: Any, desk: Desk) -> None:
    with ThreadPoolExecutor(8) as pool:
        receipts = list(pool.map(lambda n: run(LogComplaint, LATE, conversation_id=f"c{n}"), range(20)))
    assert sorted(receipt["case_reference"] for receipt in receipts) == [
        f"C-2026-{number:06d}" for number in range(1, 21)
    ]


@pytest.mark.parametrize("arguments", [{}, {"category": "delivery"}, {"narrative": "  "}])
def test_a_complaint_without_words_fails_and_leaves_nothing(run: Any, desk: Desk, arguments: Any) -> None:
    receipt = run(LogComplaint, arguments)
    assert receipt["ok"] is False
    assert receipt["error"] == "a complaint needs the customer's own words"
    assert _count(desk, Conversation) == _count(desk, Case) == _count(desk, Receipt) == 0


def test_after_a_failure_the_same_message_can_be_tried_again(run: Any, desk: Desk) -> None:
    assert not run(LogComplaint, {})["ok"]
    assert run(LogComplaint, LATE)["ok"]

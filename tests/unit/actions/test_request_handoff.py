from concurrent.futures import ThreadPoolExecutor
from typing import Any

from sqlalchemy import func, select

from actions._desk import Desk
from actions.request_handoff import RequestHandoff
from amends.records.tables import Conversation, Handoff, Promise, Receipt

ASKED = {"reason": "customer_asked", "summary": "wants a person", "narrative": "It never came"}


def test_with_nobody_on_duty_and_a_contact_a_callback_is_promised(run: Any) -> None:
    receipt = run(RequestHandoff, {**ASKED, "contact": "a@example.com"})
    promise = receipt.pop("promise")
    assert receipt == {
        "ok": True,
        "action": "action_request_handoff",
        "handoff_id": 1,
        "status": "requested",
        "case_reference": "C-2026-000001",
        "agents_on_duty": 0,
        "expected_wait_s": None,
    }
    assert promise["due_text"] == "by Tuesday 24 November, 17:00 UTC"


def test_the_same_message_asks_once(run: Any, desk: Desk) -> None:
    with ThreadPoolExecutor(4) as pool:
        receipts = list(
            pool.map(lambda _: run(RequestHandoff, {**ASKED, "contact": "a@example.com"}), range(4))
        )
    assert receipts == [receipts[0]] * 4
    with desk.database.reading() as session:
        for table in (Handoff, Promise, Receipt):
            assert session.scalar(select(func.count()).select_from(table)) == 1


def test_an_unknown_reason_fails_and_leaves_nothing(run: Any, desk: Desk) -> None:
    receipt = run(RequestHandoff, {**ASKED, "reason": "bored"})
    assert (receipt["ok"], receipt["error"]) == (False, "'bored' is no reason for a handoff")
    with desk.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Conversation)) == 0

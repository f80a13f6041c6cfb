from typing import Any

import pytest
from sqlalchemy import func, select

from actions._desk import Desk
from actions.log_complaint import LogComplaint
from actions.record_remedy import RecordRemedy
from amends.records.tables import Case, Promise

LATE = {"category": "delivery", "narrative": "It never came"}


def test_the_receipt_holds_the_promise(run: Any, desk: Desk) -> None:
    reference = run(LogComplaint, LATE)["case_reference"]
    receipt = run(RecordRemedy, {"case_reference": reference, "remedy": "refund"})
    promise = receipt["promise"]
    assert (receipt["ok"], receipt["case_reference"]) == (True, reference)
    assert (promise["what"], promise["due_text"]) == (
        "pay the refund",
        "by Thursday 26 November, 17:00 UTC",
    )
    with desk.database.reading() as session:
        assert session.get_one(Case, reference).remedy_offered == "refund"
        assert session.get_one(Promise, promise["id"]).message_id == "m1"


def test_the_same_message_promises_once(run: Any, desk: Desk) -> None:
    run(LogComplaint, LATE)
    receipts = [run(RecordRemedy, {"remedy": remedy}) for remedy in ("refund", "replacement")]
    assert receipts[0] == receipts[1]
    with desk.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Promise)) == 1


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"case_reference": "C-2026-000001"}, "no remedy was named"),
        ({"case_reference": "C-2026-000001", "remedy": "refund"}, "there is no case to record the remedy in"),
        ({"remedy": "refund"}, "there is no case to record the remedy in"),
    ],
)
def test_without_remedy_or_case_it_fails(run: Any, arguments: Any, error: str) -> None:
    receipt = run(RecordRemedy, arguments)
    assert (receipt["ok"], receipt["error"]) == (False, error)

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from actions._desk import Desk
from actions._rehearsal import Rehearsal, rehearsal_of
from actions.log_complaint import LogComplaint
from actions.look_up_order import LookUpOrder
from actions.record_remedy import RecordRemedy
from actions.request_handoff import RequestHandoff
from tests.dumps import dump
from tests.unit.actions.conftest import NOW, Run, Shop, tracker

LATE = {"category": "delivery", "narrative": "Three weeks and nothing", "order_number": "A-1001"}
PERSON = {"reason": "customer_asked", "summary": "wants a person", "contact": "ada@example.org"}
REHEARSED = "talk~1"
EARLIER = {"action": "action_log_complaint", "message_id": "m0", "arguments": LATE, "at": NOW.isoformat()}


def _told(**rehearsal: Any) -> dict[str, Any]:
    return {"conversation_id": REHEARSED, "metadata": {"rehearsal": rehearsal}}


@pytest.mark.parametrize(
    ("action", "arguments"),
    [(LogComplaint, LATE), (RequestHandoff, PERSON), (LookUpOrder, {"order_number": "A-1"})],
)
def test_nothing_of_a_rehearsal_is_kept(run: Run, desk: Desk, action: Any, arguments: Any) -> None:
    before = dump(desk.database)
    receipt = run(action, arguments, **_told())
    assert receipt["ok"] is True
    assert dump(desk.database) == before


def test_what_was_tried_says_that_it_was_rehearsed(run: Run) -> None:
    receipt = run(LogComplaint, LATE, **_told())
    assert receipt["rehearsed"] is True and receipt["case_reference"] == "C-2026-999001"


def test_a_rehearsal_whose_word_got_lost_is_known_by_its_name(run: Run, desk: Desk) -> None:
    before = dump(desk.database)
    assert run(LogComplaint, LATE, conversation_id=REHEARSED)["rehearsed"] is True
    assert dump(desk.database) == before


def test_the_real_turn_s_receipt_on_record_is_the_answer(run: Run, desk: Desk) -> None:
    real = run(LogComplaint, LATE)
    before = dump(desk.database)
    assert run(LogComplaint, {**LATE, "narrative": "other words"}, **_told()) == real
    assert dump(desk.database) == before


def test_what_the_turn_record_tells_comes_first_failures_too(run: Run) -> None:
    failed = {"ok": False, "action": "action_log_complaint", "error": "something went wrong on our side"}
    run(LogComplaint, LATE)
    told = _told(receipts=[{"action": "action_log_complaint", "receipt": failed}])
    assert run(LogComplaint, LATE, **told) == failed


def test_an_order_is_told_as_it_was_when_the_turn_was_real(run: Run, shop: Shop) -> None:
    shop.sells({"number": "A-1", "item": "lamp", "status": "delivered"})
    then = {
        "ok": True,
        "action": "action_look_up_order",
        "found": True,
        "order": {"number": "A-1", "status": "delayed"},
        "source": "shop order A-1",
    }
    told = _told(receipts=[{"action": "action_look_up_order", "receipt": then}])
    assert run(LookUpOrder, {"order_number": "a-1"}, **told) == then
    assert shop.asked == []
    assert run(LookUpOrder, {"order_number": "B-2"}, **told)["found"] is False
    assert shop.asked == ["/api/orders/B-2"]


def test_a_later_turn_builds_on_what_was_rehearsed_before(run: Run, desk: Desk) -> None:
    before = dump(desk.database)
    alone = run(RecordRemedy, {"remedy": "refund"}, **_told())
    assert alone["ok"] is False and "no case" in alone["error"]
    told = _told(earlier=[EARLIER, {"action": "action_dance", "message_id": "m0"}])
    receipt = run(RecordRemedy, {"remedy": "refund", "case_reference": "C-2026-999001"}, **told)
    assert receipt["ok"] is True and receipt["case_reference"] == "C-2026-999001"
    assert dump(desk.database) == before


def test_the_records_are_taken_as_they_stood(run: Run) -> None:
    run(LogComplaint, LATE)
    then = (NOW - timedelta(minutes=1)).isoformat()
    assert run(RecordRemedy, {"remedy": "refund"}, message_id="m2", **_told())["ok"] is True
    assert run(RecordRemedy, {"remedy": "refund"}, message_id="m2", **_told(as_of=then))["ok"] is False


def test_dates_are_counted_from_the_moment_of_the_turn(run: Run) -> None:
    def due(at: datetime) -> str:
        told = _told(earlier=[EARLIER], at=at.isoformat())
        receipt = run(RecordRemedy, {"remedy": "refund"}, **told)
        return str(receipt["promise"]["due_at"])

    assert due(NOW) == due(NOW) < due(NOW + timedelta(days=7))


def test_who_was_on_duty_then_is_on_duty_in_the_rehearsal(run: Run, desk: Desk, agent: int) -> None:
    before = dump(desk.database)
    for count in (0, 1):
        metadata = {"rehearsal": {}, "duty": {"agents_on_duty": count}}
        receipt = run(RequestHandoff, PERSON, conversation_id=REHEARSED, metadata=metadata)
        assert receipt["agents_on_duty"] == count
    assert dump(desk.database) == before


def test_a_broken_moment_is_an_honest_failure(run: Run, desk: Desk) -> None:
    before = dump(desk.database)
    assert run(LogComplaint, LATE, **_told(at="yesterday"))["ok"] is False
    assert dump(desk.database) == before


def test_a_turn_that_is_real_is_not_rehearsed() -> None:
    assert rehearsal_of(tracker({})) is None
    told = {"rehearsal": {"at": "2026-11-23T10:00:00+00:00"}}
    moment = datetime(2026, 11, 23, 10, tzinfo=UTC)
    assert rehearsal_of(tracker({}, metadata=told)) == Rehearsal(at=moment)


@pytest.fixture
def agent(desk: Desk) -> Callable[[], int] | int:
    from amends.records.tables import User

    with desk.database.session() as session:
        user = User(email="a@example.org", name="Ada", role="agent", password_hash="-", created_at=NOW)
        session.add(user)
        session.flush()
        return user.id

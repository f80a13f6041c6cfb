"""What becomes of a receipt."""

from __future__ import annotations

from tests.unit.deescalation.talk import LATE, REFERENCE, Talk, late


def test_a_complaint_that_could_not_be_logged_is_admitted_and_saved_with_the_next_message() -> None:
    talk = late(Talk(failing={"action_log_complaint"}))
    assert REFERENCE not in talk.answer
    talk.failing.clear()
    talk.says("and nobody answers the phone either", "report_ignored", 0.5)
    narrative = talk.arguments("action_log_complaint")["narrative"]
    assert LATE in narrative and "nobody answers the phone" in narrative


def test_a_shop_that_does_not_answer_is_admitted_and_not_asked_for_ever() -> None:
    talk = late(Talk(failing={"action_look_up_order"}))
    talk.says("A-1001", "give_details", 0.2, entities={"order_number": "A-1001"})
    assert talk.actions.count("action_look_up_order") == 1
    calls = 0
    for _ in range(4):
        talk.says("so what does it say now, tell me", "report_late_delivery", 0.4)
        calls += talk.actions.count("action_look_up_order")
    assert calls == 1


def test_an_unknown_order_is_said_to_be_unknown() -> None:
    talk = late(Talk()).says("B-77", "give_details", 0.2, entities={"order_number": "B-77"})
    assert "B-77" in talk.answer
    assert any(word in talk.answer for word in ("not find", "no order", "not turn up", "nothing"))

"""When the customer asks something."""

from __future__ import annotations

from tests.unit.deescalation.talk import Talk, late, with_order


def test_a_direct_question_gets_an_honest_answer_and_goes_into_the_case() -> None:
    talk = late(Talk()).says("Why do you sell things that you do not have?", "report_problem", 0.4)
    assert any(step.response == "utter_inform_question_why" for step in talk.steps)
    assert talk.actions == ["action_log_complaint"]


def test_how_long_without_anything_awaited_is_answered_with_the_truth() -> None:
    talk = late(Talk()).says("how much longer", "ask_waiting_time", 0.2)
    assert talk.steps[0].response == "utter_inform_question_when"


def test_the_wait_for_a_person_is_told_whatever_words_ask_for_it() -> None:
    talk = late(Talk()).says("get me a person", "request_agent", 0.3)
    talk.says("am i next in line", "ask_waiting_time", 0.2)
    assert any((step.response or "").startswith("utter_inform_wait") for step in talk.steps)


def test_how_to_do_something_is_not_guessed() -> None:
    talk = late(Talk()).says("how do I print the label?", "ask_how_to", 0.1)
    assert talk.steps[0].response == "utter_inform_not_known"


def test_pictures_are_declined_plainly() -> None:
    talk = late(Talk()).says("can I send you a photo of it?", "ask_attachment", 0.2)
    assert talk.steps[0].response == "utter_inform_attachment"


def test_a_plain_question_about_an_order_is_answered_without_a_case() -> None:
    talk = Talk().says("where is A-1001", "ask_order_status", 0.1, entities={"order_number": "A-1001"})
    assert talk.actions == ["action_look_up_order"] and not talk.state.complaint_open


def test_a_delayed_order_is_followed_by_what_would_put_it_right_and_not_by_what_happened() -> None:
    talk = Talk().says("where is A-1001?", "ask_order_status", 0.1, entities={"order_number": "A-1001"})
    assert talk.state.facts.reason == "delay" and talk.state.asked.pending == "remedy"
    assert not any((step.response or "").startswith("utter_clarify_what") for step in talk.steps)


def test_how_long_is_answered_with_the_date_that_is_promised() -> None:
    talk = with_order(Talk()).presses("affirm")
    talk.presses(talk.buttons[0]).says("how long will that take?", "ask_what_next", 0.2)
    assert "Monday 23 November" in talk.answer

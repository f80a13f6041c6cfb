"""When the customer leaves or is content."""

from __future__ import annotations

from tests.unit.deescalation.talk import REFERENCE, Talk, late, with_order


def test_who_gives_up_is_let_go_with_the_case_kept_open() -> None:
    talk = late(Talk()).says("forget it", "forget_it", 0.3)
    assert REFERENCE in talk.answer and talk.state.complaint_open and not talk.state.closed


def test_an_ok_after_the_last_question_closes() -> None:
    talk = with_order(Talk(contact="me@example.org")).presses("affirm")
    talk.presses(talk.buttons[0])
    talk.says("ok", "affirm", 0.1)
    assert talk.state.closed and talk.moves == ["close"]


def test_thanks_in_the_middle_are_answered_and_the_matter_goes_on() -> None:
    talk = late(Talk()).says("thank you", "thank", 0.05)
    assert talk.moves[0] == "thank" and len(talk.moves) > 1 and not talk.state.closed


def test_who_says_that_it_works_now_is_asked_whether_anything_is_left() -> None:
    talk = late(Talk()).says("it has arrived, thank you", "report_late_delivery", 0.1)
    assert talk.moves == ["thank", "check_fixed"]
    talk = late(Talk()).says("tell me when it has arrived", "report_late_delivery", 0.1)
    assert "check_fixed" not in talk.moves


def test_whoever_gives_up_twice_is_let_go_without_a_question() -> None:
    talk = late(Talk()).says("whatever", "forget_it", 0.2).says("ok forget it", "forget_it", 0.2)
    assert talk.moves == ["close"] and "?" not in talk.answer


def test_nothing_more_said_in_words_closes_even_when_the_reading_is_doubtful() -> None:
    talk = Talk().says("where is A-1001?", "ask_order_status", 0.1, entities={"order_number": "A-1001"})
    talk.presses("accept_remedy:trace_the_order").presses("decline_contact")
    assert talk.state.asked.pending == "fixed", talk.texts
    talk.says("no that's all, thanks", "give_details", 0.1, confidence=0.3)
    assert talk.moves == ["close"]


def test_a_second_thanks_gets_a_goodbye_that_says_what_still_stands() -> None:
    talk = late(Talk()).says("a person please", "request_agent", 0.3)
    talk.says("thank you", "thank", 0.05)
    assert talk.state.closed
    talk.says("thank you, so have I", "thank", 0.05)
    assert talk.moves == ["close"] and talk.state.closed

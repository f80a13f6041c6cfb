"""What failed in one turn is made good in the next, and said only with the receipt."""

from __future__ import annotations

from tests.unit.deescalation.talk import LATE, REFERENCE, Talk, late

LOG, PERSON = "action_log_complaint", "action_request_handoff"


def unlogged() -> Talk:
    """A complaint that could not be put on record; the action server is up again now."""
    talk = late(Talk(failing={LOG}))
    talk.failing = set()
    return talk


def test_a_bare_order_number_after_a_failed_record_brings_the_first_words_into_the_case() -> None:
    talk = unlogged().says("A-1001", "give_details", 0.2, entities={"order_number": "A-1001"})
    assert talk.actions[0] == LOG
    assert talk.arguments(LOG)["narrative"].startswith(LATE)
    assert REFERENCE in talk.answer and not talk.violations
    assert talk.state.unsaved == () and talk.state.failures == 0


def test_a_turn_that_only_asks_logs_first_too() -> None:
    for text, intent in (("is there a rule for that?", "ask_policy"), ("what happens now?", "ask_what_next")):
        talk = unlogged().says(text, intent, 0.2)
        assert talk.actions == [LOG] and REFERENCE in talk.answer, (intent, talk.texts)
        assert talk.steps[0].action == LOG and LATE in talk.arguments(LOG)["narrative"]


def test_please_log_my_complaint_logs_it() -> None:
    for intent in ("ask_case_status", "report_problem", "ask_what_next"):
        talk = unlogged().says("please log my complaint", intent, 0.3, confidence=0.7)
        assert talk.actions == [LOG] and LATE in talk.arguments(LOG)["narrative"], intent
        assert REFERENCE in talk.answer and talk.answer.count(REFERENCE) == 1


def test_please_log_my_complaint_that_fails_again_is_admitted() -> None:
    talk = late(Talk(failing={LOG})).says("please log my complaint", "ask_case_status", 0.3)
    assert talk.actions == [LOG] and REFERENCE not in talk.answer
    assert any("log_failed" in (step.response or "") for step in talk.steps)


def test_a_press_of_a_button_logs_the_words_and_not_the_title_of_the_button() -> None:
    talk = unlogged()
    talk.says("I don't have one", "no_order_number", 0.0, cues=(), button="no_order_number")
    assert talk.actions == [LOG] and talk.arguments(LOG)["narrative"] == LATE


def test_leaving_saves_the_words_before_the_goodbye() -> None:
    talk = unlogged().says("bye", "goodbye", 0.1)
    assert talk.steps[0].action == LOG and "close" in talk.moves and talk.state.unsaved == ()


def test_while_the_record_is_down_every_turn_tries_once_and_the_talk_goes_on() -> None:
    talk = late(Talk(failing={LOG}))
    for number in range(4):
        talk.says(f"and there is one more thing, number {number}, that went wrong", "report_problem", 0.4)
        assert talk.actions.count(LOG) == 1 and talk.texts and not talk.violations
    kept = "\n".join(talk.state.unsaved)
    assert LATE in kept and "number 3" in kept
    talk.failing = set()
    talk.says("hello?", "greet", 0.1)
    assert talk.arguments(LOG)["narrative"].startswith(LATE) and REFERENCE in talk.answer


def test_a_failed_request_for_a_person_is_made_again_in_the_next_turn() -> None:
    talk = late(Talk(failing={PERSON})).says("let me talk to somebody", "request_agent", 0.4)
    assert not talk.state.handoff.requested
    talk.failing = set()
    talk.says("A-1001", "give_details", 0.2, entities={"order_number": "A-1001"})
    assert talk.actions[0] == PERSON and talk.state.handoff.requested
    assert talk.arguments(PERSON)["reason"] == "customer_asked"
    assert "let me talk to somebody" in talk.arguments(PERSON)["narrative"] and not talk.violations


def test_a_person_asked_for_again_is_requested_once_in_that_turn() -> None:
    talk = late(Talk(failing={PERSON})).says("let me talk to somebody", "request_agent", 0.4)
    talk.failing = set()
    talk.presses("request_agent")
    assert talk.actions == [PERSON] and talk.state.handoff.requested


def test_who_lets_the_person_go_is_not_sent_one() -> None:
    talk = late(Talk(failing={PERSON})).says("let me talk to somebody", "request_agent", 0.4)
    talk.failing = set()
    talk.says("forget it", "forget_it", 0.2)
    assert PERSON not in talk.actions


def test_a_person_who_cannot_be_asked_for_again_does_not_stop_the_matter() -> None:
    talk = late(Talk(failing={PERSON})).says("let me talk to somebody", "request_agent", 0.4)
    talk.says("A-1001", "give_details", 0.2, entities={"order_number": "A-1001"})
    assert talk.actions[0] == PERSON and "A-1001" in talk.answer and not talk.violations


def test_a_first_message_that_asks_to_log_a_complaint_opens_it() -> None:
    text = "please log my complaint, the kettle from order A-1001 has a cracked lid"
    talk = Talk().says(text, "ask_case_status", 0.3, complaint=0.95)
    assert talk.actions[0] == LOG and talk.arguments(LOG)["narrative"] == text and REFERENCE in talk.answer


def test_a_furious_customer_hears_too_that_the_record_failed() -> None:
    for seed in range(6):
        talk = late(Talk(failing={LOG}, seed=str(seed)), score=0.95)
        assert any("log_failed" in (step.response or "") for step in talk.steps), talk.texts
        assert "apologise" in talk.moves and talk.buttons == ["request_agent"] and not talk.violations

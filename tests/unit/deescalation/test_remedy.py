"""When a remedy is taken, refused or proposed."""

from __future__ import annotations

from tests.unit.deescalation.talk import Talk, with_order


def test_after_a_remedy_the_contact_is_asked_for_once_then_whether_all_is_right_then_it_closes() -> None:
    talk = with_order(Talk()).presses("affirm")
    talk.presses(talk.buttons[0])
    assert "give_contact" in talk.buttons
    talk.says("me@example.org", "give_details", 0.1, entities={"email": "me@example.org"})
    assert talk.moves[-1] == "check_fixed"
    talk.says("no, that is all, thanks", "thank", 0.05)
    assert talk.moves == ["close"] and talk.state.closed


def test_refused_remedies_are_never_offered_again() -> None:
    talk = with_order(Talk()).presses("affirm")
    refused = {button for button in talk.buttons if button.startswith("accept_remedy:")}
    talk.presses("something_else")
    later = set(talk.buttons)
    for _ in range(3):
        talk.says("none of this helps me at all", "reject_remedy", 0.3)
        later |= set(talk.buttons)
    assert refused and not refused & later


def test_whoever_asks_what_else_there_is_is_not_offered_the_same_again() -> None:
    talk = with_order(Talk()).presses("affirm")
    offered = {button for button in talk.buttons if button.startswith("accept_remedy:")}
    talk.says("is there anything else you can offer", "ask_alternatives", 0.2)
    assert offered and not offered & set(talk.buttons)
    assert talk.state.asked.pending in ("own_remedy", "options")


def test_an_own_proposal_is_recorded_word_for_word_for_a_person_to_decide() -> None:
    talk = with_order(Talk()).presses("affirm")
    talk.says("pay me the taxi I had to take", "propose_remedy", 0.3)
    arguments = talk.arguments("action_record_remedy")
    assert arguments["remedy"] == "decide_on_your_proposal"
    assert arguments["details"] == "pay me the taxi I had to take"


def test_a_remedy_that_could_not_be_recorded_is_not_called_settled() -> None:
    talk = with_order(Talk()).presses("affirm")
    talk.failing.add("action_record_remedy")
    talk.presses(talk.buttons[0])
    assert "commit" not in [pair["move"] for step in talk.steps if step.text for pair in step.moves]
    assert not talk.state.remedying.recorded and "request_agent" in talk.buttons


def test_whoever_refuses_both_is_asked_for_an_own_idea_and_it_goes_into_the_case_word_for_word() -> None:
    talk = with_order(Talk()).presses("affirm").says("no, neither of them", "reject_remedy", 0.3)
    assert talk.state.asked.pending == "own_remedy"
    talk.says("I want the lamp brought by hand tomorrow", "give_details", 0.3)
    logged = talk.arguments("action_log_complaint")
    assert logged["remedy_sought"] == "I want the lamp brought by hand tomorrow"
    assert "“I want the lamp brought by hand tomorrow”" in talk.answer


def test_a_refusal_that_proposes_is_a_proposal() -> None:
    talk = with_order(Talk()).presses("affirm")
    talk.says("No, I want the difference paid out", "reject_remedy", 0.3)
    assert talk.arguments("action_log_complaint")["remedy_sought"] == "No, I want the difference paid out"


def test_a_wish_in_words_takes_the_remedy_that_lies_on_the_table() -> None:
    talk = Talk().says("where is A-1001?", "ask_order_status", 0.1, entities={"order_number": "A-1001"})
    talk.says("Delayed? I want my money back, it was a present", "report_refund_missing", 0.4)
    assert talk.arguments("action_record_remedy")["remedy"] == "decide_on_your_refund"
    assert not talk.violations


def test_whoever_would_rather_have_the_other_remedy_gets_it_recorded() -> None:
    talk = Talk().says("the lamp came in pieces", "report_damaged_item", 0.3)
    talk.says("A-1001", "give_details", 0.2, entities={"order_number": "A-1001"}).presses("affirm")
    talk.says("I'd rather have a new one", "reject_remedy", 0.2)
    assert talk.arguments("action_record_remedy")["remedy"] == "replacement"

"""When a complaint begins."""

from __future__ import annotations

from amends.deescalation.texts import sentences
from tests.unit.deescalation.talk import LATE, REFERENCE, Talk, late


def test_the_first_complaint_is_named_apologised_for_logged_and_followed_by_one_question() -> None:
    talk = late(Talk())
    assert talk.moves[:3] == ["inform", "acknowledge", "apologise"]
    assert talk.actions == ["action_log_complaint"]
    assert talk.moves[-1] == "clarify"
    assert "assistant" in talk.texts[0] and "sorry" in talk.answer.lower() + " sorry" * (
        "apolog" in talk.answer
    )
    assert talk.answer.count("?") == 1
    assert REFERENCE in talk.answer
    logged = talk.arguments("action_log_complaint")
    assert logged["category"] == "delivery" and logged["narrative"] == LATE


def test_a_hostile_first_message_gets_three_short_sentences_with_an_apology_and_a_question() -> None:
    talk = Talk().says("MY PARCEL IS STILL NOT HERE, third time!!", "report_late_delivery", 0.95)
    said = [sentence for text in talk.texts for sentence in sentences(text)]
    assert len(said) <= 3
    assert "apologise" in talk.moves and "clarify" in talk.moves
    assert "!" not in talk.answer and REFERENCE in talk.answer


def test_an_order_number_in_the_first_message_is_looked_up_at_once_and_not_asked_for() -> None:
    talk = Talk().says(
        "My lamp is late, order A-1001", "report_late_delivery", 0.4, entities={"order_number": "A-1001"}
    )
    assert talk.actions == ["action_log_complaint", "action_look_up_order"]
    assert "shop's record" in talk.answer or "shop's own record" in talk.answer
    assert "no_order_number" not in talk.buttons


def test_a_new_complaint_after_the_close_opens_again() -> None:
    talk = late(Talk()).says("bye", "goodbye", 0.1)
    assert talk.state.closed
    talk.says("now the invoice is wrong as well, you charged twice", "report_overcharge", 0.5)
    assert not talk.state.closed and talk.texts


def test_a_failure_is_not_named_when_the_words_do_not_bear_it_out() -> None:
    talk = Talk().says("I simply cannot find my seat class in your app", "report_outage", 0.4, confidence=0.4)
    assert not any("outage" in (step.response or "") for step in talk.steps)


def test_what_has_no_name_is_named_by_its_thing() -> None:
    talk = Talk().says(
        "The conductor let someone else sit in the seats we paid for", "report_problem", 0.4, confidence=0.5
    )
    assert "the seats" in talk.texts[0]
    assert not any("this problem" in text for text in talk.texts)


def test_a_hostile_opening_names_the_thing_in_the_apology() -> None:
    talk = Talk().says("YOUR APP IS A DISGRACE, every week and all day long!!", "report_problem", 0.9)
    assert "the app" in talk.texts[0] and "apologise" in talk.moves


def test_a_wish_in_the_first_message_reaches_the_case_at_once_and_is_not_asked_for() -> None:
    talk = Talk().says("The kettle never worked, I want my money back", "report_defect", 0.3)
    assert talk.arguments("action_log_complaint")["remedy_sought"] == "a refund"
    for _ in range(4):
        talk.says("it is a shame how long that takes here", "report_problem", 0.3)
        assert talk.state.asked.pending != "remedy"

"""The customer's own reason wins over the shop's record, and both are told plainly."""

from __future__ import annotations

import re
from dataclasses import replace

from amends.deescalation.finishing import order_news
from tests.unit.deescalation.talk import Talk, late, with_order

LOG = "action_log_complaint"
CONFIRMS = re.compile(r"\b(?:you are right|confirms|bears you out|the same as you)\b", re.IGNORECASE)
ORDER = {"order_number": "A-1001"}


def record_first() -> Talk:
    """The order was looked up before any trouble was named; the record says delayed."""
    return Talk().says("where is A-1001", "ask_order_status", 0.1, entities=ORDER)


def test_what_only_the_record_says_confirms_nothing_the_customer_said() -> None:
    for seed in range(12):
        talk = Talk(seed=str(seed)).says("where is A-1001", "ask_order_status", 0.1, entities=ORDER)
        assert "delayed" in talk.answer and not CONFIRMS.search(talk.answer), talk.answer


def test_a_delay_that_the_customer_told_of_is_confirmed_by_the_record() -> None:
    talk = with_order(Talk())
    assert CONFIRMS.search(talk.answer), talk.answer
    assert talk.state.facts.reason == "delay" and not talk.state.facts.reason_from_record


def test_a_broken_lamp_stays_the_matter_when_the_record_says_delayed() -> None:
    for seed in range(12):
        talk = Talk(seed=str(seed)).says("the lamp is broken", "report_damaged_item", 0.3)
        talk.says("A-1001", "give_details", 0.2, entities=ORDER)
        told = " ".join(text for text in talk.texts if "record" in text)
        assert "A-1001" in told and "delayed" in told and ("the lamp is broken" in told or "damage" in told)
        assert not CONFIRMS.search(talk.answer), talk.answer
        assert talk.state.facts.reason == "damaged" and not talk.violations


def test_a_reason_named_after_the_look_up_takes_the_place_of_the_records() -> None:
    talk = record_first()
    assert talk.state.facts.reason == "delay" and talk.state.facts.reason_from_record
    talk.says("no, the lamp is broken, it came in pieces", "report_problem", 0.4, confidence=0.4)
    assert talk.state.facts.reason == "damaged" and not talk.state.facts.reason_from_record
    assert talk.arguments(LOG)["category"] == "damaged_or_wrong"
    assert not any("the delay" in text for text in talk.texts) and not talk.violations


def test_both_sides_are_told_when_damage_comes_up_in_a_complaint_with_a_known_order() -> None:
    talk = record_first().says("this took far too long, I am annoyed", "report_problem", 0.4)
    assert talk.state.facts.reason == "delay"
    talk.says("and the lamp is broken as well", "report_problem", 0.4, confidence=0.4)
    assert talk.state.facts.reason == "damaged"
    assert "delayed" in talk.answer and "broken" in talk.answer


def test_a_first_reason_of_the_customers_own_stays() -> None:
    talk = late(Talk()).says("and the lamp is broken too, I hear", "report_damaged_item", 0.4)
    assert talk.state.facts.reason == "delay"


def test_a_delivered_record_does_not_overrule_who_never_got_it() -> None:
    state = with_order(Talk()).state
    delivered = replace(state.facts, order={"status": "delivered", "item": "lamp"})
    names = order_news(None, replace(state, facts=delivered))[0].responses  # type: ignore[arg-type]
    assert "utter_inform_order_differs" in names and "utter_inform_order_delivered" not in names

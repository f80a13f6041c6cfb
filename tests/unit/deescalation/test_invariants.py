"""Each invariant bites: a good turn is taken and spoilt in one way, and that invariant alone notices."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from amends.deescalation.invariants import CHECKS, check_turn
from amends.deescalation.reading import Reading
from amends.deescalation.state import Asked, ConversationState, HandoffState, KnownFacts, Remedying, ThisTurn
from amends.deescalation.texts import digest
from amends.deescalation.turn import Button, Step, TurnInput

QUESTION = "I'm the automated assistant. What happened?"


def turn(
    intent: str = "report_problem", score: float = 0.3, text: str = "it broke", **signals: float
) -> TurnInput:
    reading = {
        "intent": {"name": intent, "confidence": 0.9},
        "frustration": {"score": score},
        "signals": signals,
    }
    return TurnInput(text, Reading.from_dict(reading, text))


def state(texts: tuple[str, ...] = (QUESTION,), **parts: Any) -> ConversationState:
    now = parts.pop("now", {})
    return ConversationState(complaint_open=True, introduced=True, now=ThisTurn(texts=texts, **now), **parts)


def say(text: str, move: str = "clarify", **parts: Any) -> Step:
    return Step(move, "a reason", parts.pop("response", "utter_clarify_open"), text, **parts)


def broken(before: ConversationState, after: ConversationState, asked: TurnInput, *steps: Step) -> set[int]:
    return {violation.invariant for violation in check_turn(before, after, asked, steps)}


FIRST = ConversationState()


def test_a_good_turn_breaks_nothing() -> None:
    assert broken(FIRST, state(), turn(), say(QUESTION)) == set()


def test_1_a_text_said_before_is_noticed_whatever_its_spelling() -> None:
    before = replace(turn(), said=frozenset({digest("I'm the AUTOMATED assistant  what happened")}))
    assert broken(state(), state(), before, say(QUESTION)) == {1}


def test_1_a_part_said_before_is_noticed() -> None:
    after = state(said=("abc", "abc"))
    assert broken(FIRST, after, turn(), say(QUESTION)) == {1}


def offer(*ids: str) -> Step:
    buttons = tuple(Button(f"accept_remedy:{one}", one) for one in ids)
    return say("I'm the assistant. This or that?", "offer_options", buttons=buttons)


def test_2_a_remedy_before_the_summary_is_confirmed_is_noticed() -> None:
    assert broken(FIRST, state(score=600), turn(score=0.6), offer("a", "b")) == {2}
    settled = state(score=600, remedying=Remedying(paraphrase="confirmed"))
    assert broken(FIRST, settled, turn(score=0.6), offer("a", "b")) == set()


def test_3_a_second_apology_for_the_same_failure_is_noticed() -> None:
    before, after = state(apologised=("delay",)), state(apologised=("delay",))
    assert broken(before, after, turn(), say("I am sorry. What else?", "apologise")) == {3}


@pytest.mark.parametrize(
    ("topic", "facts"),
    [
        ("order_number", KnownFacts(order_number="A-1001")),
        ("order_number", KnownFacts(no_order_number=True)),
        ("contact", KnownFacts(contact="a@example.org")),
        ("contact", KnownFacts(contact_declined=True)),
    ],
)
def test_4_asking_for_what_is_known_is_noticed(topic: str, facts: KnownFacts) -> None:
    after = state(facts=facts, now={"put": topic})
    assert broken(FIRST, after, turn(), say(QUESTION)) == {4}


def test_4_asking_twice_is_noticed() -> None:
    before = ConversationState(introduced=True, asked=Asked(topics=("impact",)))
    assert broken(before, state(now={"put": "impact"}), turn(), say(QUESTION)) == {4}


def test_5_a_person_asked_for_and_not_handed_off_is_noticed() -> None:
    assert 5 in broken(FIRST, state(), turn("request_agent"), say(QUESTION))
    handed = Step("hand_off", "asked", action="action_request_handoff")
    assert broken(FIRST, state(), turn("request_agent"), handed) == set()


def test_5_two_failed_clarifications_without_an_offer_are_noticed() -> None:
    after = state(asked=Asked(failed_clarifications=2))
    assert broken(FIRST, after, turn(), say(QUESTION)) == {5}
    offered = replace(after, handoff=HandoffState(offers=1))
    assert broken(FIRST, offered, turn(), say(QUESTION)) == set()


def test_6_one_option_or_a_refused_one_is_noticed() -> None:
    assert broken(FIRST, state(), turn(), offer("a")) == {6}
    refused = state(remedying=Remedying(rejected=("b",)))
    assert broken(FIRST, refused, turn(), offer("a", "b")) == {6}


@pytest.mark.parametrize(
    "claim", ["I logged it", "I've added that", "Your refund is now sent", "I put it there"]
)
def test_7_a_claim_without_a_receipt_is_noticed(claim: str) -> None:
    text = f"{claim}. What else?"
    assert broken(FIRST, state(), turn(), say(text)) == {7}
    proven = state(now={"receipts": ("action_log_complaint:ok",)})
    assert broken(FIRST, proven, turn(), say(text)) == set()


@pytest.mark.parametrize("promise", ["We will call you", "I'll see to it", "You hear from us within 2 days"])
def test_8_a_promise_that_is_not_on_record_is_noticed(promise: str) -> None:
    text = f"{promise}. Is that fine?"
    assert broken(FIRST, state(), turn(), say(text)) == {8}
    assert broken(FIRST, state(promises=({"what": "call"},)), turn(), say(text)) == set()


def test_8_what_the_customer_wrote_is_no_promise_of_ours() -> None:
    assert broken(FIRST, state(), turn(), say("You wrote “we will call you”. Is that right?")) == set()


@pytest.mark.parametrize(
    "text",
    [
        "One. Two. Three. Four?",
        "Really! What happened?",
        "What happened \U0001f600?",
        "What " + "very " * 30 + "long thing happened?",
    ],
)
def test_9_a_long_or_loud_answer_to_a_hostile_customer_is_noticed(text: str) -> None:
    assert broken(state(), state(texts=(text,)), turn(score=0.9), say(text)) == {9}
    assert broken(state(), state(texts=(text,)), turn(score=0.3), say(text)) == set()


def test_10_a_boundary_that_skips_a_step_or_closes_is_noticed() -> None:
    boundary = say("Please without insults. What happened?", "set_boundary")
    assert broken(FIRST, state(boundary=1), turn(), boundary) == set()
    assert broken(FIRST, state(boundary=2), turn(), boundary) == {10}
    assert broken(FIRST, state(boundary=1, closed=True), turn(), boundary) == {10}


def test_11_danger_without_a_person_is_noticed() -> None:
    assert broken(FIRST, state(), turn(text="it caught fire"), say(QUESTION)) == {11}
    assert broken(FIRST, state(), turn(legal_threat=0.9), say(QUESTION)) == {11}


def test_12_a_dead_end_is_noticed() -> None:
    assert broken(FIRST, state(), turn(), say("I see.")) == {12}
    assert broken(FIRST, state(), turn(), say("")) == {12}
    assert broken(FIRST, state(closed=True), turn(), say("Goodbye.", "close")) == set()


def test_13_a_first_turn_that_hides_the_bot_and_a_lie_are_noticed() -> None:
    assert broken(FIRST, state(texts=("What happened?",)), turn(), say("What happened?")) == {13}
    lie = "I'm a person, not an assistant. What happened?"
    assert broken(state(), state(texts=(lie,)), turn(), say(lie)) == {13}


def test_all_thirteen_are_checked() -> None:
    assert sorted(CHECKS) == list(range(1, 14))

"""When a person has to come in."""

from __future__ import annotations

from itertools import pairwise

import pytest

from amends.deescalation.turn import History
from tests.unit.deescalation.talk import Talk, late


def test_a_customer_who_asks_for_a_person_is_handed_off_in_that_turn() -> None:
    talk = late(Talk(agents_on_duty=2)).says("let me talk to a human", "request_agent", 0.5)
    assert talk.actions == ["action_request_handoff"]
    assert talk.arguments("action_request_handoff")["reason"] == "customer_asked"
    assert "on duty" in talk.answer or "wait" in talk.answer


def test_even_a_doubtful_wish_for_a_person_is_granted() -> None:
    talk = late(Talk()).says("get me someone", "request_agent", 0.3, confidence=0.2)
    assert talk.actions == ["action_request_handoff"]


def test_with_nobody_on_duty_the_truth_is_told_and_a_contact_asked_for_once() -> None:
    talk = late(Talk()).says("a person please", "request_agent", 0.4)
    assert "on duty" in talk.answer and "give_contact" in talk.buttons
    talk.says("why does that take so long with you", "report_problem", 0.5)
    assert "give_contact" not in talk.buttons
    talk.says("a@example.org", "give_details", 0.2, entities={"email": "a@example.org"})
    assert talk.actions == ["action_request_handoff"]
    assert "our support team will get in touch by Monday 23 November" in talk.answer.replace("Our", "our")


def test_a_failed_request_for_a_person_is_admitted_and_tried_again() -> None:
    talk = late(Talk(failing={"action_request_handoff"})).says("a person please", "request_agent", 0.4)
    assert "request_agent" in talk.buttons and talk.state.handoff.status == "failed"
    assert not any(word in talk.answer for word in ("on duty", "in the queue"))
    talk.failing.clear()
    talk.presses("request_agent")
    assert talk.state.handoff.requested


@pytest.mark.parametrize(
    ("text", "signals", "reason"),
    [
        ("the charger caught fire in my kitchen", {}, "danger"),
        ("I am on oxygen and need this to live", {"vulnerable": 0.95}, "vulnerable_customer"),
        ("my lawyer writes to you next", {"legal_threat": 0.95}, "legal_threat"),
    ],
)
def test_danger_vulnerability_and_legal_threats_bring_a_person_at_once(
    text: str, signals: dict[str, float], reason: str
) -> None:
    talk = Talk().says(text, "report_defect", 0.5, **signals)
    assert talk.arguments("action_request_handoff")["reason"] == reason
    assert not talk.violations


def test_whoever_declines_a_person_is_not_offered_one_again() -> None:
    talk = late(Talk())
    talk.says("this shop is a mess", "report_problem", 0.4).says("honestly a mess", "report_problem", 0.4)
    talk.presses("deny")
    for _ in range(4):
        talk.says("a mess I tell you, really", "report_problem", 0.6)
        assert "offer_handoff" not in talk.moves


def test_how_long_is_answered_honestly_and_with_the_way_to_a_date() -> None:
    talk = late(Talk()).says("a person please", "request_agent", 0.4)
    talk.says("and how long will that take?", "report_ignored", 0.4)
    assert "on duty" in talk.answer and "callback" in talk.answer and "give_contact" in talk.buttons


def test_a_person_is_not_named_in_three_turns_running() -> None:
    talk, named = late(Talk()), []
    for number in range(10):
        talk.says(f"it is a shame and a mess, for the {number}th time", "report_problem", 0.4)
        named.append("request_agent" in talk.buttons)
    assert any(named) and not any(one and two for one, two in pairwise(named))


def test_after_a_wait_that_ended_a_way_to_be_reached_is_the_callback_even_as_a_wish_for_a_person() -> None:
    talk = late(Talk()).says("a person please", "request_agent", 0.4)
    talk.says(
        "have somebody mail a@example.org",
        "request_agent",
        0.3,
        entities={"email": "a@example.org"},
        history=History(handoff="expired"),
    )
    assert talk.arguments("action_request_handoff")["callback_only"] is True
    assert not talk.violations


@pytest.mark.parametrize("text", ["hello? are you there?", "is anybody there??", "Hello?"])
def test_whoever_waits_and_calls_out_is_told_how_it_stands(text: str) -> None:
    talk = late(Talk()).says("a person please", "request_agent", 0.4)
    talk.says(text, "greet", 0.3)
    assert any("tells the truth about the wait" in step.reason for step in talk.steps)
    assert "callback" in talk.answer
    assert not talk.violations

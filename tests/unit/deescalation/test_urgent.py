"""When something large is at stake."""

from __future__ import annotations

from amends.deescalation.texts import sentences
from tests.unit.deescalation.talk import Talk


def hacked(score: float = 0.85) -> Talk:
    return Talk().says("MY ACCOUNT WAS HACKED and nobody helps", "report_account_problem", score)


def test_what_is_at_stake_comes_first_and_a_person_is_offered_at_once() -> None:
    talk = hacked()
    assert talk.steps[0].response == "utter_inform_bot"
    assert "account" in talk.texts[0] and "request_agent" in talk.buttons
    assert len([one for text in talk.texts for one in sentences(text)]) <= 3
    assert not talk.violations


def test_the_case_is_of_high_severity_then_and_later() -> None:
    talk = hacked()
    assert talk.arguments("action_log_complaint")["severity_hint"] == "high"
    talk.says("they told me to wait for a mail that never came", "report_ignored", 0.5)
    assert talk.arguments("action_log_complaint")["severity_hint"] == "high"


def test_the_same_stakes_are_put_first_only_once() -> None:
    talk = hacked().says("as I said it was hacked and you do nothing", "report_account_problem", 0.6)
    assert not any("comes before" in text or "First things" in text for text in talk.texts)
    assert "offer_handoff" not in talk.moves or talk.state.handoff.offers == 2


def test_whoever_has_asked_for_a_person_is_not_offered_one_again() -> None:
    talk = Talk().says("a person please", "request_agent", 0.4)
    talk.says("my money was stolen from my card", "report_problem", 0.8)
    assert "offer_handoff" not in talk.moves

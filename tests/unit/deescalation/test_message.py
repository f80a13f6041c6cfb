"""What a message does."""

from __future__ import annotations

import pytest

from amends.deescalation.message import Message, view
from amends.deescalation.reading import Reading
from amends.deescalation.rulesets import PlaybookRules
from amends.deescalation.turn import TurnInput
from amends.deescalation.wishes import sounds_like_wish
from tests.unit.deescalation.talk import Talk


def seen(
    text: str, intent: str, confidence: float = 0.9, score: float = 0.3, button: str | None = None
) -> Message:
    data = {"intent": {"name": intent, "confidence": confidence}, "frustration": {"score": score}}
    return view(TurnInput(text, Reading.from_dict(data, text), button=button), PlaybookRules())


def test_a_button_is_its_intent_and_value() -> None:
    message = seen("", "greet", button="accept_remedy:refund")
    assert (message.intent, message.value, message.substantive) == ("accept_remedy", "refund", False)


@pytest.mark.parametrize(
    ("intent", "sure"), [("propose_remedy", 0.5), ("out_of_scope", 0.6), ("affirm", 0.35)]
)
def test_a_doubtful_turn_elsewhere_is_taken_as_more_of_the_story(intent: str, sure: float) -> None:
    assert seen("so it goes on and on", intent, sure - 0.05).intent == ""
    assert seen("so it goes on and on", intent, sure).intent == intent


def test_a_reason_needs_confidence_or_words() -> None:
    assert seen("it is late", "report_late_delivery", 0.4).reasons == ("delay",)
    assert seen("it is bad", "report_late_delivery", 0.4).reasons == ("other",)
    assert seen("it is bad", "report_late_delivery", 0.9).reasons == ("delay",)


def test_the_words_decide_between_failures_that_are_alike() -> None:
    assert seen("the parcel never turned up", "report_late_delivery", 0.9).reasons == ("missing",)


def test_only_calm_small_talk_is_friendly() -> None:
    assert seen("thank you", "thank", score=0.1).friendly
    assert not seen("thanks for nothing", "thank", score=0.6).friendly


def test_wishes_are_told_from_stories() -> None:
    assert sounds_like_wish("I want my money back") and sounds_like_wish("just a replacement please")
    assert not sounds_like_wish("they replaced the bus and nobody told us")


def test_words_that_state_the_damage_name_it_however_the_message_was_read() -> None:
    for intent, confidence in (("report_ignored", 0.7), ("report_problem", 0.9), ("", 0.1)):
        text = "came broken and nobody cares. THIRD time!!!"
        talk = Talk().says(text, intent, 0.66, confidence=confidence, complaint=1.0)
        assert talk.arguments("action_log_complaint")["category"] == "damaged_or_wrong", intent


def test_whoever_cannot_cancel_wishes_to() -> None:
    message = seen("there is no cancel button anywhere", "report_cannot_cancel")
    assert message.wish == "a cancellation" and message.complaint and message.reasons == ("other",)


@pytest.mark.parametrize("intent", ["ask_policy", "ask_how_to"])
def test_a_plain_question_about_us_has_to_ask(intent: str) -> None:
    assert seen("how do I print the label", intent).intent == ""
    assert seen("how do I print the label?", intent).intent == intent

from __future__ import annotations

import asyncio
from typing import Any

from rasa.shared.core.events import ActionExecuted
from rasa.shared.core.trackers import DialogueStateTracker

from amends.deescalation.texts import digest
from amends.deescalation.turn import Button, Step
from assistant.wording_generator import WordingGenerator

from .trackers import DOMAIN, message, tracker

GENERATOR = WordingGenerator(domain=DOMAIN)


def generate(response: str, at: DialogueStateTracker) -> dict[str, Any] | None:
    return asyncio.run(GENERATOR.generate(response, at, "gateway"))


def test_the_current_step_is_said_word_for_word_with_its_buttons() -> None:
    step = Step("acknowledge", "why", "utter_acknowledge", "I see {this}.", (Button("accept_remedy:x", "X"),))
    now = tracker(message(), slots={"amends_state": {"agenda": [step.to_dict()], "turn": {"number": 1}}})
    assert generate("utter_acknowledge", now) == {
        "text": "I see {this}.",
        "buttons": [{"title": "X", "payload": '/accept_remedy{"value": "x"}'}],
        "move": "acknowledge",
    }


def test_a_reply_chosen_by_a_rule_is_the_same_for_the_same_turn_and_never_said_twice() -> None:
    def at(*already: str) -> DialogueStateTracker:
        state = {"introduced": True, "turn": {"number": 3}}
        slots = {"said": [digest(text) for text in already], "amends_state": state}
        return tracker(message(), slots=slots)

    first = generate("utter_re_engage_greet", at())
    assert first == generate("utter_re_engage_greet", at())
    assert first is not None and first["move"] == "re_engage"
    second = generate("utter_re_engage_greet", at(first["text"]))
    assert second is not None
    assert {first["text"], second["text"]} == {"Hello!", "Good day."}
    third = generate("utter_re_engage_greet", at("Hello!", "Good day."))
    assert third is not None and third["text"] == "What happened?"


def test_the_first_reply_of_a_conversation_says_that_it_is_a_bot() -> None:
    first = tracker(message(), slots={"amends_state": {"turn": {"number": 1}}})
    reply = generate("utter_clarify_open", first)
    assert reply is not None
    assert reply["text"] == "I am the automated assistant. What happened?"
    assert reply["parts"] == ["I am the automated assistant.", "What happened?"]
    greeting = generate("utter_re_engage_greet", first)
    assert greeting is not None and greeting["text"] in ("Hello!", "Good day.")


def test_a_response_that_does_not_exist_is_none() -> None:
    empty = WordingGenerator(domain=None)
    assert asyncio.run(empty.generate("utter_nothing", tracker(message()), "gateway")) is None


def test_after_a_silent_turn_it_says_so_and_offers_a_person() -> None:
    silent = tracker(message(), ActionExecuted("action_listen"))
    assert asyncio.run(GENERATOR.after_silence(silent)) == {
        "text": "Something failed.",
        "buttons": [{"id": "request_agent", "title": "A person"}],
        "move": "offer_handoff",
        "response": "utter_offer_handoff_trouble",
    }


def test_the_responses_of_a_model_loaded_later_are_said() -> None:
    late = WordingGenerator(domain=None)
    late.responses = DOMAIN.responses
    now = tracker(message(), slots={"amends_state": {"turn": {"number": 1}}})
    assert asyncio.run(late.generate("utter_clarify_open", now, "gateway")) is not None


def test_the_reply_after_silence_needs_no_response_in_the_model() -> None:
    silent = tracker(message(), ActionExecuted("action_listen"))
    reply = asyncio.run(WordingGenerator(domain=None).after_silence(silent))
    assert "failed on our side" in reply["text"]
    assert reply["buttons"] == [{"id": "request_agent", "title": "Talk to a person"}]

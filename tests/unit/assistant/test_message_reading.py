from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from rasa.shared.nlu.training_data.message import Message

from assistant.message_reading import rasa_message, read_texts, read_turn
from assistant.turn_request import IncomingMessage, TurnRequest

SIGNALS = (
    "complaint",
    "wants_human",
    "abuse",
    "legal_threat",
    "churn_threat",
    "vulnerable",
    "disengaged",
    "out_of_scope",
)


def reading(intent: str, confidence: float, score_weight: float, text: str) -> dict[str, Any]:
    return {
        "intent": {"name": intent, "confidence": confidence},
        "intent_ranking": [{"name": intent, "confidence": confidence}],
        "intents": [intent],
        "frustration": {
            "score": 0.5,
            "band": "frustrated",
            "cues": [{"cue": "wording", "span": [0, len(text)], "weight": score_weight}],
        },
        "signals": dict.fromkeys(SIGNALS, 0.1),
        "entities": [],
    }


class FakeProcessor:
    """A graph whose last node before Rasa's payload handler reads every text as a report."""

    def __init__(self) -> None:
        payload = SimpleNamespace(needs={"messages": "run_reader"})
        nodes = {"run_RegexMessageHandler": payload, "run_reader": SimpleNamespace(needs={})}
        self.model_metadata = SimpleNamespace(predict_schema=SimpleNamespace(nodes=nodes))
        self.graph_runner = self
        self.seen: list[list[str]] = []

    def run(self, inputs: dict[str, Any], targets: list[str]) -> dict[str, list[Message]]:
        assert targets == ["run_reader"], "the node that turns `/intent` into an intent must not run"
        texts = [one.text for one in inputs["__message__"]]
        self.seen.append(texts)
        return {
            "run_reader": [
                Message(data={"text": text, "reading": reading(self.intent_of(text), 0.6, 0.2, text)})
                for text in texts
            ]
        }

    def intent_of(self, text: str) -> str:
        """Only a text with both halves says what is wrong."""
        return "report_late_delivery" if "order" in text and "late" in text else "report_problem"


def messages(*given: tuple[str, str | None]) -> list[IncomingMessage]:
    return [IncomingMessage(f"m-{n}", text, button) for n, (text, button) in enumerate(given)]


def test_texts_are_read_in_one_batch_and_untouched() -> None:
    processor = FakeProcessor()
    found = read_texts(processor, ["  It broke ", "/request_agent{}"])
    assert processor.seen == [["  It broke ", "/request_agent{}"]]
    assert [one["intent"]["name"] for one in found] == ["report_problem", "report_problem"]
    assert read_texts(processor, []) == []
    assert len(processor.seen) == 1


def test_one_message_is_its_own_reading() -> None:
    data = read_turn(FakeProcessor(), messages((" It broke ", None)))
    assert (data["text"], data["intent"]["name"]) == (" It broke ", "report_problem")
    assert data["reading"]["intent"] == data["intent"]


def test_a_button_needs_no_reading_and_leads_a_burst() -> None:
    processor = FakeProcessor()
    data = read_turn(processor, messages(("", "accept_remedy:refund")))
    assert (data["text"], data["intent"]["name"]) == ("", "accept_remedy")
    assert processor.seen == []
    data = read_turn(processor, messages(("It broke", None), ("", "request_agent"), ("now", None)))
    assert data["text"] == "It broke\nnow"
    assert data["reading"]["intents"] == ["request_agent", "report_problem"]
    assert data["reading"]["signals"]["wants_human"] == 1.0


def test_what_only_the_messages_together_say_is_the_intent_of_a_burst() -> None:
    processor = FakeProcessor()
    data = read_turn(processor, messages(("My order", None), ("is late", None), ("I am FURIOUS", None)))
    assert processor.seen == [["My order", "is late", "I am FURIOUS", "My order\nis late\nI am FURIOUS"]]
    assert data["text"] == "My order\nis late\nI am FURIOUS"
    assert data["intent"]["name"] == "report_late_delivery"
    assert data["reading"]["intents"] == ["report_late_delivery", "report_problem"]
    # Evidence and signals are still those of the messages, so that none is drowned by the others.
    assert [cue["span"] for cue in data["reading"]["frustration"]["cues"]] == [[0, 29]]


def test_the_message_for_rasa_carries_the_desks_id_and_all_the_desk_knows() -> None:
    request = TurnRequest(
        "c",
        tuple(messages(("a", None), (" b ", None))),
        {},
        {"name": "Ada"},
        {"waited_s": 3},
        {"agents_on_duty": 1},
    )
    message = rasa_message(request, {"text": "a\n b ", "intent": {}, "entities": []}, "gateway")
    assert (message.sender_id, message.message_id, message.text) == ("c", "m-1", "a\n b ")
    assert message.metadata == {
        "message_ids": ["m-0", "m-1"],
        "button": None,
        "customer": {"name": "Ada"},
        "history": {"waited_s": 3},
        "duty": {"agents_on_duty": 1},
    }

"""Reads the messages of a turn with the trained model, so that typed text is always text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from rasa.core.channels.channel import UserMessage
from rasa.core.processor import MessageProcessor
from rasa.engine.constants import PLACEHOLDER_MESSAGE, PLACEHOLDER_TRACKER
from rasa.shared.core.trackers import DialogueStateTracker

from amends.understanding.burst import SEPARATOR, merge
from amends.understanding.reading import Reading
from assistant.button_ids import reading_of_button
from assistant.turn_request import IncomingMessage, TurnRequest

# The recipe puts this node last: it takes text like `/request_agent{}` for an intent. We stop before it.
_PAYLOAD_NODE = "run_RegexMessageHandler"


def read_texts(processor: MessageProcessor, texts: Sequence[str]) -> list[dict[str, Any]]:
    """The reading of each text as JSON, in one batch; blocks for some milliseconds per text."""
    if not texts:
        return []
    graph = processor.model_metadata.predict_schema.nodes
    target = graph[_PAYLOAD_NODE].needs["messages"]
    results = processor.graph_runner.run(
        inputs={
            PLACEHOLDER_MESSAGE: [_untouched(text) for text in texts],
            PLACEHOLDER_TRACKER: DialogueStateTracker.from_events("", []),
        },
        targets=[target],
    )
    return [message.get("reading") for message in results[target]]


def _untouched(text: str) -> UserMessage:
    message = UserMessage(text)
    message.text = text  # UserMessage strips it, which would move every span.
    return message


def read_turn(processor: MessageProcessor, messages: Sequence[IncomingMessage]) -> dict[str, Any]:
    """The messages of one turn as Rasa's parse data; several of them are read as one text."""
    texts = [message.text for message in messages if message.button_id is None]
    burst = len(texts) == len(messages) > 1
    found = read_texts(processor, [*texts, SEPARATOR.join(texts)] if burst else texts)
    typed = iter(found)
    readings = [next(typed) if m.button_id is None else reading_of_button(m.button_id) for m in messages]
    if len(messages) == 1:
        return _parse_data(messages[0].text, readings[0])
    text, merged = merge([Reading.from_dict(reading) for reading in readings], [m.text for m in messages])
    if burst:
        merged = _with_intent_of(Reading.from_dict(found[-1]), merged)
    return _parse_data(text, merged.to_dict())


def _with_intent_of(whole: Reading, merged: Reading) -> Reading:
    """What the messages want together: "My order", "is late", "I am furious" say it only as one text."""
    intents = tuple(dict.fromkeys((*whole.intents, *merged.intents)))
    return replace(merged, ranking=whole.ranking, intents=intents)


def _parse_data(text: str, reading: dict[str, Any]) -> dict[str, Any]:
    return {
        "text": text,
        "intent": reading["intent"],
        "intent_ranking": reading["intent_ranking"],
        "entities": reading["entities"],
        "reading": reading,
    }


def rasa_message(request: TurnRequest, parse_data: dict[str, Any], channel: str) -> UserMessage:
    """The turn as Rasa's message: already parsed, under the desk's id, with what the desk knows beside it."""
    message = UserMessage(
        parse_data["text"],
        sender_id=request.running_as,
        parse_data=parse_data,
        input_channel=channel,
        message_id=request.message_id,
        metadata={
            "message_ids": [message.message_id for message in request.messages],
            "button": request.button_id,
            "customer": dict(request.customer),
            "history": dict(request.history),
            "duty": dict(request.duty),
            **({"rehearsal": request.rehearsal.for_actions()} if request.rehearsal else {}),
        },
    )
    message.text = parse_data["text"]
    return message

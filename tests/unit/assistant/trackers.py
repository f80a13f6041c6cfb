"""Builds trackers as they look in the middle of a turn."""

from __future__ import annotations

from typing import Any

from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

DOMAIN = Domain.from_dict(
    {
        "intents": ["greet", "report_problem", "affirm", "accept_remedy"],
        "slots": {
            name: {"type": "any", "influence_conversation": False, "mappings": [{"type": "custom"}]}
            for name in ("amends_state", "receipt", "said")
        },
        "responses": {
            "utter_re_engage_greet": [{"text": "Hello!"}, {"text": "Good day."}],
            "utter_clarify_open": [{"text": "What happened?"}],
            "utter_inform_bot": [{"text": "I am the automated assistant."}],
            "utter_offer_handoff_trouble": [
                {"text": "Something failed.", "buttons": [{"title": "A person", "payload": "/request_agent"}]}
            ],
            "utter_acknowledge": [{"text": "unused"}],
        },
        "actions": ["action_log_complaint", "action_request_handoff"],
    }
)


def message(text: str = "Hi", reading: dict[str, Any] | None = None, **metadata: Any) -> UserUttered:
    """A customer's message as the channel hands it to Rasa."""
    reading = reading or {"intent": {"name": "greet", "confidence": 0.9}, "entities": []}
    parse_data = {"text": text, "intent": reading["intent"], "entities": [], "reading": reading}
    return UserUttered(text, reading["intent"], [], parse_data, message_id="m-1", metadata=metadata)


def tracker(
    *events: Event, slots: dict[str, Any] | None = None, conversation_id: str = "c"
) -> DialogueStateTracker:
    """A conversation that began with these slots."""
    start: list[Event] = [SessionStarted(), *(SlotSet(k, v) for k, v in (slots or {}).items())]
    return DialogueStateTracker.from_events(
        conversation_id, [*start, ActionExecuted("action_listen"), *events], DOMAIN.slots
    )


def said(text: str, **metadata: Any) -> BotUttered:
    """A reply of the assistant."""
    return BotUttered(text, data={"buttons": metadata.pop("buttons", None)}, metadata=metadata)

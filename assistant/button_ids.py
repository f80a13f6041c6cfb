"""Translates button ids (`accept_remedy:refund`) to Rasa payloads (`/accept_remedy{…}`) and back."""

from __future__ import annotations

import json


def payload_of(button_id: str) -> str:
    """The payload that `rasa shell` sends when this button is chosen."""
    intent, _, value = button_id.partition(":")
    return f"/{intent}" + (json.dumps({"value": value}) if value else "")


def button_id_of(payload: str) -> str:
    """The id of a button written as payload; a payload that is none stays as it is."""
    intent, brace, rest = payload.removeprefix("/").partition("{")
    if not brace:
        return intent
    try:
        value = json.loads(brace + rest).get("value")
    except (ValueError, AttributeError):
        return payload
    return f"{intent}:{value}" if value is not None else intent


def reading_of_button(button_id: str) -> dict[str, object]:
    """A pressed button as a reading: the intent is certain and a press says nothing about frustration."""
    intent, _, value = button_id.partition(":")
    entities = [{"entity": "value", "value": value, "start": 0, "end": 0}] if value else []
    return {
        "intent": {"name": intent, "confidence": 1.0},
        "intent_ranking": [{"name": intent, "confidence": 1.0}],
        "intents": [intent],
        "frustration": {"score": 0.0, "band": "calm", "cues": []},
        "signals": {
            "complaint": 0.0,
            "wants_human": 1.0 if intent == "request_agent" else 0.0,
            "abuse": 0.0,
            "legal_threat": 0.0,
            "churn_threat": 0.0,
            "vulnerable": 0.0,
            "disengaged": 0.0,
            "out_of_scope": 0.0,
        },
        "entities": entities,
    }

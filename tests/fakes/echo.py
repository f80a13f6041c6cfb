"""A whole answer of the turn contract without any understanding behind it."""

from collections.abc import Mapping
from typing import Any

JSON = dict[str, Any]


def echo(request: Mapping[str, Any]) -> JSON:
    """A whole answer that repeats what was said and counts the turns in its state."""
    texts = [message["text"] for message in request["messages"]]
    number = (request["state"] or {}).get("turns", 0) + 1
    return {
        "replies": [
            {
                "text": f"{number}: " + " | ".join(texts),
                "buttons": [{"id": "affirm", "title": "Yes"}],
                "move": "acknowledge",
                "response": "utter_acknowledge_echo",
            }
        ],
        "reading": {"intent": {"name": "report_problem", "confidence": 1.0}},
        "ledger": {"score": 0.1, "band": "calm", "previous": 0.0, "contributions": []},
        "moves": [{"move": "acknowledge", "reason": "test"}],
        "steps": [],
        "case_reference": None,
        "handoff": None,
        "state": {"turns": number},
        "model_id": "fake",
        "elapsed_ms": 1.0,
    }

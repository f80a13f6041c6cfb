"""Builds the channel's answer: everything one turn read, decided, said and did."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rasa.shared.core.events import ActionExecuted, BotUttered, Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from assistant.button_ids import button_id_of
from assistant.conversation_slots import STATE, TURN

HANDOFF_ACTION = "action_request_handoff"


def events_of_turn(tracker: DialogueStateTracker) -> list[Event]:
    """The events of the latest turn, beginning with the customer's message."""
    events = list(tracker.events)
    for index in range(len(events) - 1, -1, -1):
        if isinstance(events[index], UserUttered):
            return events[index:]
    return []


def replies(events: Sequence[Event]) -> list[dict[str, Any]]:
    """What the assistant said in these events, each with its buttons, move and response name."""
    return [
        {
            "text": event.text,
            "buttons": [_button(button) for button in event.data.get("buttons") or ()],
            "move": event.metadata.get("move"),
            "response": event.metadata.get("utter_action"),
        }
        for event in events
        if isinstance(event, BotUttered) and event.text
    ]


def _button(button: Mapping[str, Any]) -> dict[str, str]:
    return {"id": button_id_of(str(button["payload"])), "title": str(button["title"])}


def steps(events: Sequence[Event]) -> list[dict[str, Any]]:
    """Which actions ran and which policy chose them."""
    return [
        {"action": event.action_name, "policy": event.policy, "confidence": float(event.confidence or 0.0)}
        for event in events
        if isinstance(event, ActionExecuted)
    ]


def turn_record(
    tracker: DialogueStateTracker, said: Sequence[dict[str, Any]], state: dict[str, Any], model_id: str
) -> dict[str, Any]:
    """The answer to `POST /turn`, apart from `elapsed_ms`."""
    events = events_of_turn(tracker)
    in_slot = tracker.get_slot(STATE) or {}
    turn = in_slot.get(TURN) or {}
    return {
        "replies": list(said),
        "reading": events[0].parse_data.get("reading"),
        "ledger": turn.get("ledger"),
        "moves": list(turn.get("moves") or ()) or _moves_of_rules(said),
        "steps": steps(events),
        "case_reference": in_slot.get("case_reference"),
        "handoff": _handoff(turn),
        "state": state,
        "model_id": model_id,
    }


def _moves_of_rules(said: Sequence[dict[str, Any]]) -> list[dict[str, str]]:
    return [{"move": reply["move"], "reason": "small talk"} for reply in said if reply["move"]]


def _handoff(turn: Mapping[str, Any]) -> dict[str, Any] | None:
    for done in turn.get("receipts") or ():
        receipt = done.get("receipt") or {}
        if done.get("action") == HANDOFF_ACTION and receipt.get("ok"):
            return {
                "handoff_id": receipt.get("handoff_id"),
                "reason": done.get("reason"),
                "status": receipt.get("status"),
            }
    return None

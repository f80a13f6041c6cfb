"""Reads off Rasa's tracker what the playbook needs to know about the turn that runs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rasa.shared.core.events import ActionExecuted, ActionExecutionRejected, BotUttered, Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from amends.deescalation.reading import Reading
from amends.deescalation.texts import digest
from amends.deescalation.turn import CustomerFacts, Duty, History, TurnInput
from assistant.button_ids import reading_of_button
from assistant.conversation_slots import SAID, STATE, TURN
from assistant.rehearsal_request import conversation_of
from assistant.turn_record import events_of_turn


def said_so_far(tracker: DialogueStateTracker) -> frozenset[str]:
    """Digests of everything the assistant has said: carried ones and those of the events at hand."""
    return frozenset([*(tracker.get_slot(SAID) or ()), *said_in(tracker.events)])


def said_in(events: Iterable[Event]) -> list[str]:
    """Digests of what was said in these events; a reply made of parts counts with each of them."""
    texts: dict[str, None] = {}
    for event in events:
        if isinstance(event, BotUttered) and event.text:
            texts |= dict.fromkeys([event.text, *event.metadata.get("parts", ())])
    return [digest(text) for text in texts]


def done_in_turn(tracker: DialogueStateTracker) -> list[str]:
    """Names of the actions that ran, or were refused, since the customer's message."""
    return [
        event.action_name or ""
        for event in events_of_turn(tracker)
        if isinstance(event, (ActionExecuted, ActionExecutionRejected))
    ]


def turn_number(tracker: DialogueStateTracker, begun: bool) -> int:
    """The customer turn's number, from 1; the slot is a turn behind until the turn has begun."""
    last = int(((tracker.get_slot(STATE) or {}).get(TURN) or {}).get("number", 0))
    return last if begun else last + 1


def turn_input(tracker: DialogueStateTracker) -> TurnInput:
    """The turn as the playbook sees it, built anew at every step so that `said` is current."""
    events = events_of_turn(tracker)
    message = events[0] if events else UserUttered("")
    brought = message.metadata or {}
    number = turn_number(tracker, begun=bool(done_in_turn(tracker)))
    text = str(message.parse_data.get("text") or "")
    button, reading = brought.get("button"), message.parse_data.get("reading")
    if reading is None:
        # Typed as `/intent` in `rasa shell`, which the channel never passes on: the same as a button.
        button, text = _typed_button(message), ""
        reading = reading_of_button(button)
    return TurnInput(
        text=text,
        reading=Reading.from_dict(reading, text),
        message_ids=tuple(brought.get("message_ids") or (message.message_id or "",)),
        button=button,
        customer=CustomerFacts.from_dict(brought.get("customer")),
        history=History.from_dict(brought.get("history")),
        duty=Duty.from_dict(brought.get("duty")),
        turn_number=number,
        seed=f"{conversation_of(tracker.sender_id)}:{number}",
        said=said_so_far(tracker),
    )


def _typed_button(message: UserUttered) -> str:
    entities: list[Mapping[str, Any]] = message.entities or []
    value = next((entity["value"] for entity in entities if entity.get("entity") == "value"), None)
    return f"{message.intent_name}:{value}" if value else str(message.intent_name or "")

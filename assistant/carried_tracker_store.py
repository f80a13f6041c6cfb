"""Holds a conversation only while its turn runs: the state comes with the turn and goes back with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event, SessionStarted, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from assistant.conversation_slots import slots_of


class CarriedTrackerStore(TrackerStore):
    """Keeps nothing between turns, except for conversations that no channel carries (plain `rasa shell`)."""

    def __init__(self, domain: Domain | None, event_broker: EventBroker | None = None, **kwargs: Any) -> None:
        super().__init__(domain, event_broker)
        self._carried: dict[str, list[Event]] = {}
        self._finished: dict[str, DialogueStateTracker] = {}
        self._plain: dict[str, list[Event]] = {}

    def take_up(self, conversation_id: str, state: Mapping[str, Any]) -> None:
        """Hold the state that came with a turn; raises StateNotReadable."""
        self._carried[conversation_id] = [
            ActionExecuted(ACTION_SESSION_START_NAME),
            SessionStarted(),
            *(SlotSet(name, value) for name, value in slots_of(state).items()),
            ActionExecuted(ACTION_LISTEN_NAME),
        ]

    def put_down(self, conversation_id: str) -> DialogueStateTracker | None:
        """Forget the conversation and give its tracker as the turn left it; None if nothing was saved."""
        self._carried.pop(conversation_id, None)
        return self._finished.pop(conversation_id, None)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep the tracker until the channel puts it down, or its events when no channel carries it."""
        if tracker.sender_id in self._carried:
            self._finished[tracker.sender_id] = tracker
        else:
            self._plain[tracker.sender_id] = list(tracker.events)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The tracker at the start of the turn, built from the carried state."""
        events = self._carried.get(sender_id) or self._plain.get(sender_id)
        if events is None:
            return None
        return DialogueStateTracker.from_events(sender_id, events, self.domain.slots)

    async def keys(self) -> Iterable[str]:
        """Conversations held right now."""
        return [*self._carried, *self._plain]


def carried_store(store: Any) -> CarriedTrackerStore:
    """Our store inside Rasa's fail-safe wrapper; raises TypeError when endpoints.yml names another one."""
    inner = getattr(store, "_tracker_store", store)
    if not isinstance(inner, CarriedTrackerStore):
        raise TypeError("endpoints.yml must name assistant.carried_tracker_store.CarriedTrackerStore")
    return inner

"""The model a Rasa process serves, as the channel uses it: read texts, run a turn."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage

from amends.deescalation.texts import digest
from amends.rulebook import Rulebook, RulebookError, load_rulebook
from amends.understanding.acts import find_acts
from assistant.action_endpoint import BoundedActionEndpoint
from assistant.carried_tracker_store import carried_store
from assistant.conversation_slots import carried_state
from assistant.message_reading import rasa_message, read_texts, read_turn
from assistant.turn_input import said_in
from assistant.turn_record import events_of_turn, replies, turn_record
from assistant.turn_request import BadRequest, TurnRequest
from assistant.turn_scope import begin_scope
from assistant.wording_generator import WordingGenerator

CHANNEL = "gateway"
DATA = Path(__file__).resolve().parents[1] / "data"


class TurnWithoutRecord(RuntimeError):
    """Rasa ended the turn without saving it."""


class ServedModel:
    """Wraps Rasa's agent for as long as it serves one model."""

    def __init__(self, agent: Agent, handle: Callable[[UserMessage], Awaitable[Any]]) -> None:
        self._agent = agent
        self._handle = handle
        endpoint = agent.processor.action_endpoint
        self._actions = BoundedActionEndpoint.around(endpoint) if endpoint is not None else None
        agent.processor.action_endpoint = self._actions

    @property
    def model_id(self) -> str:
        """The id that training gave the model."""
        return str(self._agent.model_id)

    def read(self, texts: Sequence[str]) -> dict[str, Any]:
        """Readings and acts of texts that need no answer."""
        readings = read_texts(self._agent.processor, texts)
        return {"readings": readings, "acts": [find_acts(text) for text in texts]}

    async def turn(self, request: TurnRequest) -> dict[str, Any]:
        """Run one turn from the state it brings; raises BadRequest, StateNotReadable, TurnWithoutRecord."""
        if request.button_id and request.button_id.partition(":")[0] not in self._agent.domain.intents:
            raise BadRequest("button_id names no intent of this assistant")
        scope = begin_scope(_rulebook_of(request))
        store = carried_store(self._agent.tracker_store)
        if self._actions is not None:
            self._actions.begin_turn()
        store.take_up(request.running_as, request.state)
        try:
            parse_data = read_turn(self._agent.processor, request.messages)
            await self._handle(rasa_message(request, parse_data, CHANNEL))
        finally:
            tracker = store.put_down(request.running_as)
        if tracker is None:
            raise TurnWithoutRecord
        events = events_of_turn(tracker)
        said, digests = replies(events), said_in(events)
        if not said:
            said = await self._fallback(tracker)
            digests = [digest(reply["text"]) for reply in said]
        state = carried_state(tracker.current_slot_values(), digests)
        record = turn_record(tracker, said, state, self.model_id)
        return {**record, **scope.to_record(rehearsed=request.rehearsal is not None)}

    async def aclose(self) -> None:
        """Let go of the connection to the action server."""
        if self._actions is not None:
            await self._actions.aclose()

    async def _fallback(self, tracker: Any) -> list[dict[str, Any]]:
        """An honest reply for a turn that ended without one (circuit breaker, no such response)."""
        nlg = self._agent.processor.nlg
        if not isinstance(nlg, WordingGenerator):
            raise TurnWithoutRecord
        return [await nlg.after_silence(tracker)]


def _rulebook_of(request: TurnRequest) -> Rulebook | None:
    """The rulebook that a rehearsal brings; None to use our own. Raises BadRequest naming file and line."""
    if request.rehearsal is None or not request.rehearsal.playbook:
        return None
    try:
        return _load(tuple(sorted(request.rehearsal.playbook.items())))
    except RulebookError as error:
        raise BadRequest(str(error)) from None


@lru_cache(maxsize=8)
def _load(texts: tuple[tuple[str, str], ...]) -> Rulebook:
    instead: Mapping[str, str] = dict(texts)
    return load_rulebook(DATA, instead)

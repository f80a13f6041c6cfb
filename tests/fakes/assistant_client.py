"""The assistant's fake twin: answers turns from memory, and fails the way it is told to."""

import asyncio
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from amends.assistant_client import AssistantError, AssistantUnavailable, Health, TurnAnswer, TurnTimedOut
from tests.fakes.echo import echo

JSON = dict[str, Any]


class FakeAssistant:
    """Keeps every request it got; `errors` are raised first, one per call, before anything is answered."""

    def __init__(self, answer: Callable[[Mapping[str, Any]], JSON] = echo) -> None:
        """Answer turns with `answer`."""
        self.requests: list[JSON] = []
        self.read_texts: list[str] = []
        self.errors: deque[AssistantError] = deque()
        self.up = True
        # A frozen assistant takes connections and answers neither turns nor the question for its health.
        self.frozen = False
        self.in_flight: dict[str, int] = {}
        self.most_in_flight = 0
        # Held turns wait until this is set, so that a test can act in the middle of one.
        self.may_answer = asyncio.Event()
        self.may_answer.set()
        self._answer = answer

    async def turn(self, request: Mapping[str, Any]) -> TurnAnswer:
        """Answer, or fail as told."""
        self._fail_if_told()
        conversation_id = request["conversation_id"]
        self.requests.append(dict(request))
        self.in_flight[conversation_id] = self.in_flight.get(conversation_id, 0) + 1
        self.most_in_flight = max(self.most_in_flight, *self.in_flight.values())
        try:
            await self.may_answer.wait()
        finally:
            self.in_flight[conversation_id] -= 1
        return TurnAnswer.from_json(self._answer(request))

    async def read(self, texts: Sequence[str]) -> list[JSON]:
        """Read, or fail as told."""
        self._fail_if_told()
        self.read_texts.extend(texts)
        return [{"intent": {"name": "give_details", "confidence": 1.0}, "acts": []} for _ in texts]

    async def health(self) -> Health:
        """Ready while `up` and not `frozen`."""
        ready = self.up and not self.frozen
        return Health(ready=ready, model_id="fake" if ready else None)

    def _fail_if_told(self) -> None:
        if not self.up:
            raise AssistantUnavailable("told to be away")
        if self.frozen:
            raise TurnTimedOut("told to be frozen")
        if self.errors:
            raise self.errors.popleft()

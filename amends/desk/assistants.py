"""Several assistants behind one desk: any of them takes any turn, so the one with the least to do gets it."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from amends.assistant_client import Assistant, AssistantClient, AssistantUnavailable, Health, TurnAnswer

log = logging.getLogger(__name__)

# One that was not there is asked last for so long, unless its health says otherwise sooner.
REST_S = 5.0


@dataclass(eq=False)
class Member:
    """One assistant as the desk sees it; times are seconds of the event loop's clock."""

    assistant: Assistant
    in_flight: int = 0
    away_until: float = 0.0
    last_asked: int = 0


@dataclass(eq=False)
class Assistants:
    """The assistant that a desk needs, made of several; it is away only when all of them are."""

    members: Sequence[Member]
    _numbers: "count[int]" = field(default_factory=lambda: count(1))

    async def turn(self, request: Mapping[str, Any]) -> TurnAnswer:
        """Answer one turn; raises an AssistantError, AssistantUnavailable only when nobody was there."""
        return await self._ask(lambda assistant: assistant.turn(request))

    async def read(self, texts: Sequence[str]) -> list[dict[str, Any]]:
        """Read texts without answering; raises an AssistantError."""
        return await self._ask(lambda assistant: assistant.read(texts))

    async def health(self) -> Health:
        """Ready as soon as one of them is."""
        answers = await asyncio.gather(*(member.assistant.health() for member in self.members))
        now = asyncio.get_running_loop().time()
        for member, answer in zip(self.members, answers, strict=True):
            member.away_until = 0.0 if answer.ready else now + REST_S
        return next((answer for answer in answers if answer.ready), answers[0])

    async def _ask[T](self, question: Callable[[Assistant], Awaitable[T]]) -> T:
        nobody: AssistantUnavailable | None = None
        for member in self._in_order():
            member.in_flight += 1
            member.last_asked = next(self._numbers)
            try:
                return await question(member.assistant)
            except AssistantUnavailable as error:
                # Nothing has begun there, so the next one may be asked for the same turn.
                member.away_until = asyncio.get_running_loop().time() + REST_S
                log.warning("one of %d assistants is away: %s", len(self.members), error)
                nobody = error
            finally:
                member.in_flight -= 1
        assert nobody is not None
        raise nobody

    def _in_order(self) -> list[Member]:
        now = asyncio.get_running_loop().time()
        return sorted(self.members, key=lambda one: (one.away_until > now, one.in_flight, one.last_asked))


def open_assistants(
    urls: Sequence[str], secret: str, deadline_s: float
) -> tuple[Assistant, Callable[[], Awaitable[None]]]:
    """The assistant at these addresses, one or several, and what closes its connections."""
    clients = [AssistantClient(url, secret, deadline_s) for url in urls]

    async def close() -> None:
        for client in clients:
            await client.aclose()

    alone = len(clients) == 1
    return (clients[0] if alone else Assistants([Member(client) for client in clients])), close

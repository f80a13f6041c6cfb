"""Customers that behave as the widget does: they keep what they send until it is acknowledged, and follow."""

import asyncio
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, field

import httpx


@dataclass
class Customer:
    """One customer with an outbox and a stream that is opened again wherever it broke.

    `places` are the conversation's addresses, one at each desk; every request goes to any of them.
    """

    places: Sequence[str]
    headers: dict[str, str]
    chance: random.Random
    acknowledged: list[tuple[str, int]] = field(default_factory=list)
    events: list[dict[str, object]] = field(default_factory=list)
    refusals: int = 0

    async def send(self, http: httpx.AsyncClient, name: str) -> None:
        """Send one message until it is acknowledged."""
        body = {"client_id": name, "text": name}
        while True:
            try:
                place = self.chance.choice(self.places)
                answer = await http.post(f"{place}/messages", json=body, headers=self.headers)
            except httpx.HTTPError:
                await asyncio.sleep(self.chance.uniform(0.02, 0.1))
                continue
            if answer.status_code == 202:
                self.acknowledged.append((name, answer.json()["seq"]))
                return
            assert answer.status_code == 429, answer.text
            self.refusals += 1
            await asyncio.sleep(0.3)

    async def talk(self, http: httpx.AsyncClient, name: str, enough: asyncio.Event) -> None:
        """Send messages in order, with pauses of no and of some time, until it is enough."""
        number = 0
        while not enough.is_set():
            await self.send(http, f"{name}-{number}")
            number += 1
            await asyncio.sleep(self.chance.choice([0, 0, 0.05, 0.2, 0.5]))

    async def follow(self, http: httpx.AsyncClient) -> None:
        """Follow the log, going on after the last event that arrived whole."""
        while True:
            try:
                await self._stream(http)
            except httpx.HTTPError:
                await asyncio.sleep(0.05)

    async def until_seen(self, seq: int) -> None:
        """Wait until the stream has brought this number."""
        async with asyncio.timeout(60):
            while not self.events or self.events[-1]["seq"] < seq:
                await asyncio.sleep(0.05)

    async def _stream(self, http: httpx.AsyncClient) -> None:
        last = self.events[-1]["seq"] if self.events else 0
        headers = {**self.headers, "Last-Event-ID": str(last)}
        place = self.chance.choice(self.places)
        async with http.stream("GET", f"{place}/events", headers=headers) as answer:
            if answer.status_code != 200:
                await asyncio.sleep(0.1)
                return
            numbered = False
            async for line in answer.aiter_lines():
                if line.startswith("id: "):
                    numbered = True
                elif line.startswith("data: ") and numbered:
                    self.events.append(json.loads(line.removeprefix("data: ")))
                elif line == "":
                    numbered = False

"""What a turn costs from the customer's chair: message posted, turn taken, stored, and the answer heard.

After 200 turns an old conversation is compared with young ones over the same rounds of messages. Each message
goes to both, one right after the other and in changing order, so that whatever else the machine does weighs
on both alike; each round has a young conversation of its own, so that it stays young. Like is compared with
like: a turn that calls an action (another process, another commit) only with turns that call as many.
"""

import json
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from amends.records.database import open_database
from amends.records.tables import Turn
from tests.house import House

OPENING = ("My order A-1003 is late again, this is the third time!", "Yes, that is right.")
ROUND = (
    "Is there any news?",
    "I have been waiting for so long",
    "This is ridiculous, it is still not here",
    "ok",
    "You people never answer",
    "What is your policy on late parcels?",
)
TURNS = 200
ROUNDS = 10
ENOUGH = 10
MOST = 1.2


class Customer:
    """A customer who listens to the stream and counts the seconds until each answer."""

    def __init__(self, http: httpx.Client, conversation_id: str, lines: Iterator[str]) -> None:
        self._http, self._lines = http, lines
        self.conversation_id = conversation_id
        self.seconds: list[float] = []

    def says(self, text: str) -> None:
        """Post the text and hear the assistant's answer to it."""
        begun = time.perf_counter()
        message = {"client_id": f"m{len(self.seconds)}", "text": text}
        path = f"/chat/conversations/{self.conversation_id}/messages"
        seq = self._http.post(path, json=message).raise_for_status().json()["seq"]
        for event in self._events():
            if event.get("author") == "assistant" and event.get("seq", 0) > seq:
                self.seconds.append(time.perf_counter() - begun)
                return
        raise AssertionError("the stream ended")

    def _events(self) -> Iterator[dict[str, Any]]:
        for line in self._lines:
            if line.startswith("data: "):
                yield json.loads(line.removeprefix("data: "))


@contextmanager
def customer(house: House) -> Iterator[Customer]:
    """A customer in a conversation of their own, past its first two turns."""
    with httpx.Client(base_url=house.desk_url, timeout=30) as http:
        opened = http.post("/chat/conversations", json={}).raise_for_status().json()
        http.headers["Authorization"] = f"Bearer {opened['token']}"
        with http.stream("GET", f"/chat/conversations/{opened['id']}/events") as stream:
            new = Customer(http, opened["id"], stream.iter_lines())
            for text in OPENING:
                new.says(text)
            yield new


def action_calls(house: House, one: Customer) -> list[int]:
    """How many actions each turn called, the first turn first."""
    database = open_database(house.database_url)
    query = select(Turn.record).where(Turn.conversation_id == one.conversation_id).order_by(Turn.number)
    with database.reading() as session:
        records = list(session.scalars(query))
    database.close()
    names = [[step["action"] for step in record["steps"]] for record in records]
    return [sum(name.startswith("action_") and name != "action_listen" for name in turn) for turn in names]


def costs_by_kind(house: House, one: Customer, first_turn: int) -> dict[int, list[float]]:
    """The seconds of the turns from a number on, by how many actions they called."""
    kinds: dict[int, list[float]] = defaultdict(list)
    turns = list(zip(action_calls(house, one), one.seconds, strict=True))
    for calls, seconds in turns[first_turn - 1 :]:
        kinds[calls].append(seconds)
    return kinds


@pytest.mark.house
@pytest.mark.slow
def test_a_turn_costs_after_two_hundred_turns_what_it_cost_at_first(
    house: House, record_property: Callable[[str, object], None]
) -> None:
    early: dict[int, list[float]] = defaultdict(list)
    with customer(house) as old:
        while len(old.seconds) < TURNS:
            old.says(ROUND[len(old.seconds) % len(ROUND)])
        for number in range(ROUNDS):
            with customer(house) as young:
                pair = (old, young) if number % 2 else (young, old)
                for text in ROUND:
                    for one in pair:
                        one.says(text)
            for calls, seconds in costs_by_kind(house, young, len(OPENING) + 1).items():
                early[calls] += seconds
        late = costs_by_kind(house, old, TURNS + 1)
    kinds = [calls for calls in early if min(len(early[calls]), len(late[calls])) >= ENOUGH]
    assert kinds, "no kind of turn came up often enough on both sides"
    for calls in kinds:
        first, after = (1000 * statistics.median(side[calls]) for side in (early, late))
        record_property(f"{calls}_actions_ms", (first, after))
        print(f"{calls} actions: {first:.1f} ms at first, {after:.1f} ms after {TURNS} turns")
        assert after <= MOST * first

from __future__ import annotations

import json
import statistics
from collections.abc import Callable
from typing import Any

import pytest

from .assistant_process import Talk

TURNS = 200
TEXTS = (
    "Is there any news?",
    "I have been waiting for so long",
    "This is ridiculous, it is still not here",
    "ok",
    "Can I get my money back for A-1003?",
    "Hello?",
    "You people never answer",
    "What is your policy on late parcels?",
)
SAMPLES = 15


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_turn_200_costs_what_an_early_turn_costs(talk: Callable[[], Talk], record_property: Any) -> None:
    one = talk()
    one.say("My order A-1003 is late again, this is the third time!")
    one.say(button="request_agent")
    states: dict[int, Any] = {}
    for number in range(3, TURNS + 1):
        record = one.say(TEXTS[number % len(TEXTS)])
        assert record["replies"], f"silence in turn {number}"
        states[number] = record["state"]
    early, late = [], []
    # Taken in turns, so that whatever else this machine does weighs on both alike.
    for _ in range(SAMPLES):
        for state, costs in ((states[8], early), (states[TURNS], late)):
            one.state = state
            costs.append(one.assistant.turn(one.body("Is there any news?"))["elapsed_ms"])
    # The quickest of each: whatever slows a turn down from outside is left out.
    ratio = min(late) / min(early)
    size = len(json.dumps(states[TURNS], separators=(",", ":")))
    record_property("early_ms", statistics.median(early))
    record_property("late_ms", statistics.median(late))
    record_property("state_bytes", size)
    print(f"early {statistics.median(early)} ms, late {statistics.median(late)} ms, state {size} bytes")
    assert ratio <= 1.2
    assert size < 20_000

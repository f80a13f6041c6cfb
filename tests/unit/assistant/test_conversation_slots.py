from __future__ import annotations

import json

import pytest

from assistant.conversation_slots import StateNotReadable, carried_state, slots_of

SLOTS = {
    "amends_state": {
        "score": 300,
        "agenda": [{"move": "x"}],
        "turn": {"number": 4, "ledger": {"score": 0.3}},
    },
    "receipt": {"ok": True},
    "said": ["aa", "bb"],
}


def test_only_what_the_next_turn_needs_travels() -> None:
    carried = carried_state(SLOTS, ["bb", "cc"])
    assert carried == {
        "version": 1,
        "slots": {"amends_state": {"score": 300, "turn": {"number": 4}}, "said": ["aa", "bb", "cc"]},
    }
    assert SLOTS["amends_state"]["agenda"], "the slots themselves stay as they are"


def test_what_travels_comes_back_as_slots() -> None:
    carried = json.loads(json.dumps(carried_state(SLOTS, [])))
    assert slots_of(carried) == {"amends_state": {"score": 300, "turn": {"number": 4}}, "said": ["aa", "bb"]}
    assert slots_of({}) == {}


@pytest.mark.parametrize(
    "state",
    [
        {"version": 2, "slots": {}},
        {"version": 1},
        {"version": 1, "slots": []},
        {"version": 1, "slots": {"amends_state": {}, "said": "aa"}},
        {"version": 1, "slots": {"amends_state": [], "said": []}},
        {"slots": {"amends_state": {}, "said": []}},
    ],
)
def test_a_state_that_is_not_ours_is_refused(state: dict[str, object]) -> None:
    with pytest.raises(StateNotReadable):
        slots_of(state)

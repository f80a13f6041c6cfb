"""The three slots in which a conversation lives, and what of them travels back to the desk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

STATE = "amends_state"
RECEIPT = "receipt"
SAID = "said"

# Inside STATE, beside the conversation state of the playbook:
AGENDA = "agenda"
TURN = "turn"

VERSION = 1


class StateNotReadable(ValueError):
    """The state that came with the turn was not made by this assistant."""


def carried_state(slots: Mapping[str, Any], said_now: Iterable[str]) -> dict[str, Any]:
    """What goes back with the turn: the playbook's state, the turn's number, digests of everything said.

    A receipt or a rest of the agenda belongs to the turn that made it and is left behind.
    """
    state = dict(slots.get(STATE) or {})
    state.pop(AGENDA, None)
    turn = state.pop(TURN, None) or {}
    state[TURN] = {key: turn[key] for key in ("number", "offered_person") if key in turn}
    said = dict.fromkeys([*(slots.get(SAID) or ()), *said_now])
    return {"version": VERSION, "slots": {STATE: state, SAID: list(said)}}


def slots_of(carried: Mapping[str, Any]) -> dict[str, Any]:
    """The slots to set before the turn; an empty state begins a conversation. Raises StateNotReadable."""
    if not carried:
        return {}
    slots = carried.get("slots")
    if carried.get("version") != VERSION or not isinstance(slots, Mapping):
        raise StateNotReadable(f"state must be empty or of version {VERSION}")
    state, said = slots.get(STATE), slots.get(SAID)
    if not isinstance(state, Mapping) or not isinstance(said, list):
        raise StateNotReadable(f"state lacks {STATE} or {SAID}")
    return {STATE: dict(state), SAID: list(said)}

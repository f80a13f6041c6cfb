"""The names of moves and actions."""

from __future__ import annotations

from amends.deescalation.moves import ACTIONS, MOVES
from tests.unit.deescalation.talk import responses


def test_there_are_fifteen_moves_and_four_actions_without_doubles() -> None:
    assert len(set(MOVES)) == 15 and len(set(ACTIONS)) == 4


def test_every_response_is_named_after_its_move() -> None:
    for name in responses():
        # Lines that only an agent says have "agent" before their move.
        plain = name.replace("utter_agent_", "utter_")
        named = any(plain.startswith(f"utter_{move}_") or plain == f"utter_{move}" for move in MOVES)
        assert named or name == "utter_default", name

"""The state survives its JSON form, beside what others keep in it."""

from __future__ import annotations

import json

from amends.deescalation.state import ConversationState
from tests.unit.deescalation.talk import Talk, with_order


def test_a_lived_in_state_comes_back_the_same() -> None:
    state = with_order(Talk()).presses("affirm").state
    again = ConversationState.from_dict(json.loads(json.dumps(state.to_dict())))
    assert again == state


def test_an_empty_state_is_a_new_conversation_and_foreign_keys_are_left_alone() -> None:
    assert ConversationState.from_dict(None) == ConversationState.from_dict({}) == ConversationState()
    foreign = {"turn": {"number": 3}, "agenda": [1], "introduced": True}
    assert ConversationState.from_dict(foreign) == ConversationState(introduced=True)
    assert not {"turn", "agenda"} & set(ConversationState().to_dict())

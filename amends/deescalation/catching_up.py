"""What the customer told an agent, taken into the memory, so that nobody has to say it again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from amends.deescalation.absorbing import told
from amends.deescalation.agents_words import kept
from amends.deescalation.held_message import HeldMessage
from amends.deescalation.message import view
from amends.deescalation.rulesets import PlaybookRules
from amends.deescalation.state import ConversationState
from amends.deescalation.turn import TurnInput


def catch_up(
    state: ConversationState, held: Iterable[HeldMessage], rules: PlaybookRules
) -> ConversationState:
    """The state with the facts of the customer's messages to an agent; without any it stays as it is.

    The question that was open when the agent came is open no more: whatever is said now answers the agent.
    """
    messages = list(held)
    if not messages:
        return state
    given = kept(state.told_by_agent, messages)
    state = replace(state, asked=replace(state.asked, pending=None), told_by_agent=given)
    for message in messages:
        reading = message.read()
        if reading is None:
            continue
        turn = TurnInput(message.text, reading)
        # Bare digits answer a question of the agent's that we cannot see, so they are not guessed at.
        seen = replace(view(turn, rules), digits=None)
        state = replace(state, facts=told(state, turn, seen, answered=False))
    return state

"""Decisions hold no words of their own."""

from __future__ import annotations

from amends.deescalation.decision import Call, Decision
from amends.deescalation.state import ConversationState


def test_a_decision_is_empty_unless_filled() -> None:
    decision = Decision("rule", ConversationState())
    assert decision.bubbles == () and decision.call is None
    assert Call("action_log_complaint", "acknowledge", "why", "opening").arguments == {}

"""When a person has to come in, is worth offering, or is overdue."""

from __future__ import annotations

from dataclasses import replace

from amends.deescalation.escalation import overdue, worth_offering
from amends.deescalation.rulesets import PlaybookRules
from amends.deescalation.state import Asked, ConversationState, HandoffState

RULES = PlaybookRules()
HEARD = ConversationState(moves=("acknowledge", "clarify"))


def test_two_failed_clarifications_are_worth_an_offer() -> None:
    assert worth_offering(replace(HEARD, asked=Asked(failed_clarifications=1)), RULES) is None
    failed = replace(HEARD, asked=Asked(failed_clarifications=2))
    assert worth_offering(failed, RULES) == "clarification_exhausted"


def test_lasting_hostility_is_worth_an_offer_once_the_customer_was_heard() -> None:
    assert worth_offering(replace(HEARD, hostile_turns=3), RULES) == "frustration_peak"
    assert worth_offering(ConversationState(hostile_turns=3), RULES) is None


def test_nothing_is_overdue_before_an_offer_or_after_a_refusal() -> None:
    stuck = replace(HEARD, asked=Asked(since_progress=9))
    assert overdue(stuck, RULES) is None
    assert overdue(replace(stuck, handoff=HandoffState(offers=1)), RULES) == "budget_exhausted"
    assert overdue(replace(stuck, handoff=HandoffState(offers=1, declined=1)), RULES) is None

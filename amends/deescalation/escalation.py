"""Why a person has to come in: the reasons and when each of them holds."""

from __future__ import annotations

from amends.deescalation.message import Message
from amends.deescalation.rulesets import PlaybookRules
from amends.deescalation.state import ConversationState

CUSTOMER_ASKED = "customer_asked"
FRUSTRATION_PEAK = "frustration_peak"
CLARIFICATION_EXHAUSTED = "clarification_exhausted"
SEVERITY_HIGH = "severity_high"
LEGAL_THREAT = "legal_threat"
VULNERABLE_CUSTOMER = "vulnerable_customer"
ABUSE = "abuse"
DANGER = "danger"
BUDGET_EXHAUSTED = "budget_exhausted"

ESCALATION_REASONS = (
    CUSTOMER_ASKED,
    FRUSTRATION_PEAK,
    CLARIFICATION_EXHAUSTED,
    SEVERITY_HIGH,
    LEGAL_THREAT,
    VULNERABLE_CUSTOMER,
    ABUSE,
    DANGER,
    BUDGET_EXHAUSTED,
)


def at_once(message: Message) -> str | None:
    """The reason for a person within this turn, None when there is none."""
    if message.danger:
        return DANGER
    if message.self_harm or message.vulnerable:
        return VULNERABLE_CUSTOMER
    if message.asks_person:
        return CUSTOMER_ASKED
    return LEGAL_THREAT if message.legal else None


def worth_offering(state: ConversationState, rules: PlaybookRules) -> str | None:
    """The reason to offer a person now, None when the assistant should go on."""
    if state.asked.failed_clarifications >= rules.failed_clarifications:
        return CLARIFICATION_EXHAUSTED
    if state.hostile_turns >= rules.hostile_turns - 1 and heard_out(state):
        return FRUSTRATION_PEAK
    return None


def overdue(state: ConversationState, rules: PlaybookRules) -> str | None:
    """The reason to bring a person in although nobody asked, after the offer was left lying."""
    if not heard_out(state) or not state.handoff.offers or state.handoff.declined:
        return None
    if state.asked.since_progress >= rules.turns_without_progress:
        return BUDGET_EXHAUSTED
    return FRUSTRATION_PEAK if state.hostile_turns > rules.hostile_turns + 1 else None


def heard_out(state: ConversationState) -> bool:
    """Whether the customer was acknowledged and asked or summed up at least once."""
    moves = set(state.moves)
    return bool(moves & {"acknowledge", "validate"}) and bool(moves & {"clarify", "paraphrase"})

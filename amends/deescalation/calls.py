"""The action calls: what each is given, and which one this turn still needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from amends.deescalation import moves
from amends.deescalation.bands import band_of
from amends.deescalation.decision import Call
from amends.deescalation.narrative import cleaned
from amends.deescalation.owed import words_to_save
from amends.deescalation.reasons import named, reason
from amends.deescalation.rulesets import Remedy
from amends.deescalation.situation import Situation
from amends.deescalation.state import ConversationState


def needed(situation: Situation, state: ConversationState, focus: str) -> Call | None:
    """The next call that this turn needs before it can be finished, None when there is none."""
    tried = {entry.partition(":")[0] for entry in state.now.receipts}
    if (state.now.to_log or state.unsaved) and not tried & {moves.LOG_COMPLAINT, moves.REQUEST_HANDOFF}:
        return log_complaint(situation, state, focus)
    if moves.LOOK_UP_ORDER not in tried and _worth_looking_up(state):
        return look_up(state, focus)
    return None


def _worth_looking_up(state: ConversationState) -> bool:
    """Whether the order is known by number only; a shop that failed twice is not asked a third time."""
    number, sought = state.facts.order_number, state.facts.order_sought
    return (
        bool(number) and state.facts.order is None and number not in sought and sought.count(f"{number}?") < 2
    )


def log_complaint(situation: Situation, state: ConversationState, focus: str) -> Call:
    """Puts the customer's words into a new case, or adds them to the open one."""
    reason_text = "adds the customer's words to the case" if state.case_reference else "logs the complaint"
    arguments = case_fields(situation, state)
    return Call(moves.LOG_COMPLAINT, moves.INFORM, reason_text, focus, arguments)


def look_up(state: ConversationState, focus: str) -> Call:
    """Asks the shop about the order."""
    arguments = {"order_number": state.facts.order_number}
    return Call(moves.LOOK_UP_ORDER, moves.INFORM, "looks the order up to speak from facts", focus, arguments)


def request_handoff(situation: Situation, state: ConversationState, why: str) -> Call:
    """Asks for a person, with everything that person needs."""
    arguments = {**case_fields(situation, state), "reason": why, "summary": summary(state)}
    return Call(moves.REQUEST_HANDOFF, moves.HAND_OFF, f"asks for a person ({why})", "person", arguments)


def record_remedy(situation: Situation, state: ConversationState, remedy: Remedy, details: str) -> Call:
    """Records the remedy that the customer chose."""
    arguments = _given(
        {
            "case_reference": state.case_reference,
            "remedy": remedy.id,
            "details": None if situation.message.button else details,
            "contact": state.facts.contact,
        }
    )
    return Call(moves.RECORD_REMEDY, moves.COMMIT, f"records the remedy {remedy.id}", "remedy", arguments)


def case_fields(situation: Situation, state: ConversationState) -> dict[str, Any]:
    """What a case holds, as far as it is known; the narrative is the customer's own words."""
    facts = state.facts
    narrative = "\n".join(words_to_save(state, situation.message))
    score = state.score / 1000
    return _given(
        {
            "category": reason(facts.reason).category,
            "narrative": narrative,
            "order_number": facts.order_number,
            "remedy_sought": facts.remedy_sought,
            "impact": facts.impact,
            "severity_hint": _severity(situation, state),
            "frustration": {"score": score, "band": band_of(score), "peak": state.peak / 1000},
            "contact": facts.contact,
            "name": facts.name,
            "reference": state.case_reference,
            "confirmed_paraphrase": state.remedying.summary,
        }
    )


def _severity(situation: Situation, state: ConversationState) -> str:
    """Harm, not anger: shouting does not make a case more severe."""
    message = situation.message
    if message.danger or message.self_harm:
        return "critical"
    stakes = message.stakes or any(name.startswith("stakes_") for name in state.acknowledged)
    return "high" if message.vulnerable or message.legal or stakes else "medium"


def summary(state: ConversationState) -> str:
    """What the person who takes over reads first."""
    facts = state.facts
    problem = named(facts.reason, facts.thing)
    parts = [f"Problem: {problem}."] if problem else []
    if facts.narrative:
        parts.append(f"In the customer's words: {facts.quote or cleaned(facts.narrative[0])}")
    if facts.order_number:
        parts.append(f"Order: {facts.order_number}.")
    if facts.remedy_sought:
        parts.append(f"Wants: {facts.remedy_sought}")
    if state.remedying.rejected:
        parts.append(f"Refused: {', '.join(state.remedying.rejected)}.")
    if state.remedying.paraphrase == "confirmed":
        parts.append("The customer confirmed our summary.")
    return "\n".join(parts) or "No details yet."


def _given(arguments: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in arguments.items() if value is not None}


def to_log(state: ConversationState) -> ConversationState:
    """Marks that this turn's words go into the case."""
    return replace(state, now=replace(state.now, to_log=True))

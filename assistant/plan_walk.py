"""Walks the playbook's plan step by step: what Rasa shall do next, and which slots go with it."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from amends.deescalation.ledger import Ledger
from amends.deescalation.receipt import Receipt
from amends.deescalation.state import ConversationState
from amends.deescalation.turn import Plan, Step, TurnInput
from assistant.conversation_slots import AGENDA, RECEIPT, STATE, TURN
from assistant.quiet_errors import describe
from assistant.safe_steps import INTRODUCTION, SafeSteps
from assistant.turn_scope import current_scope

logger = logging.getLogger(__name__)

LISTEN = "action_listen"
FALLBACK = "utter_default"
LEFT_TO_RULES = {
    "rule": "playbook",
    "verdict": "not_applicable",
    "why": "no complaint is open, the customer is calm, and nothing needs a fact, a record or a person",
}


class Deciding(Protocol):
    """The playbook as the walk needs it."""

    def begin_turn(self, state: ConversationState, turn: TurnInput) -> Plan | None:
        """The plan for a customer turn; None leaves the turn to the rules."""

    def resume_turn(
        self, state: ConversationState, turn: TurnInput, receipt: Receipt, said: frozenset[str]
    ) -> Plan:
        """The rest of the turn, after an action has answered or failed."""


@dataclass(frozen=True)
class Moment:
    """A point within a turn: what the slots hold and what was done since the customer's message."""

    state: Mapping[str, Any]
    receipt: Mapping[str, Any] | None
    done: Sequence[str]
    turn: TurnInput


@dataclass(frozen=True)
class Choice:
    """The next action, None to leave it to the rules, and the slots to set with it."""

    action: str | None
    slots: Mapping[str, Any]


class PlanWalk:
    """Turns plans into single actions; the agenda in the state slot remembers where a turn stands.

    The current step is the first of the agenda while it runs, so that actions and the wording generator
    find it there.
    """

    def __init__(self, playbook: Deciding, safe: SafeSteps) -> None:
        self._playbook = playbook
        self._safe = safe

    def next_choice(self, moment: Moment) -> Choice:
        """What to do at this moment; a playbook that fails leads to a safe step and never to silence."""
        if not moment.done:
            return self._begin(moment)
        agenda = moment.state.get(AGENDA) or []
        if not agenda:
            return self._after_rule(moment)
        if agenda[0].get("action"):
            return self._resume(moment, agenda[0])
        return _start({**moment.state, AGENDA: agenda[1:]})

    def _begin(self, moment: Moment) -> Choice:
        turn = moment.turn
        try:
            plan = self._playbook.begin_turn(ConversationState.from_dict(moment.state), turn)
        except Exception as error:
            return self._begin_safely(moment, error)
        if plan is None:
            current_scope().considered.append(LEFT_TO_RULES)
            return Choice(None, {STATE: _resting(moment)})
        if not plan.steps:
            return self._begin_safely(moment, ValueError("a plan without a step"))
        return _start(_with_plan(plan, {"number": turn.turn_number}))

    def _resume(self, moment: Moment, done: Mapping[str, Any]) -> Choice:
        receipt = Receipt.from_dict(moment.receipt)
        called = {"action": done["action"], "arguments": done.get("arguments") or {}}
        current_scope().calls.append({**called, "receipt": receipt.to_dict()})
        turn = _with_receipt(moment.state.get(TURN) or {}, done, receipt)
        if turn.get("safe"):
            agenda = self._safe.after_request(moment.turn, receipt)
            return _start({**moment.state, TURN: turn, AGENDA: agenda})
        try:
            state = ConversationState.from_dict(moment.state)
            plan = self._playbook.resume_turn(state, moment.turn, receipt, moment.turn.said)
        except Exception as error:
            logger.error("the playbook could not resume the turn: %s", describe(error))
            agenda = self._safe.after_failure(moment.turn, receipt)
            return _start({**moment.state, TURN: turn, AGENDA: agenda})
        return _start(_with_plan(plan, turn))

    def _begin_safely(self, moment: Moment, error: Exception) -> Choice:
        logger.error("the playbook could not begin the turn: %s", describe(error))
        state = _resting(moment)
        state[TURN] |= {"safe": True, "offered_person": True}
        agenda = self._safe.instead(moment.turn, moment.state)
        if not moment.state.get("introduced"):
            introduction = self._safe.say(
                INTRODUCTION, "inform", "first reply of the conversation", moment.turn
            )
            agenda = [introduction, *agenda] if introduction else agenda
        return _start({**state, "introduced": True, AGENDA: agenda})

    def _after_rule(self, moment: Moment) -> Choice:
        """A rule has answered, and the wording generator has said what the assistant is if nobody had yet."""
        slots = {}
        # `rasa test` replays stories without our slots; what it did not begin is not ours to note.
        if TURN in moment.state and not moment.state.get("introduced"):
            slots = {STATE: {**moment.state, "introduced": True}}
        # No rule follows the fallback; left to itself RulePolicy would fall back again and again.
        return Choice(LISTEN if moment.done[-1] == FALLBACK else None, slots)


def _resting(moment: Moment) -> dict[str, Any]:
    """The state of a turn that the playbook leaves as it was, with the turn counted."""
    amount = ConversationState.from_dict({"score": moment.state.get("score", 0)}).score
    turn = {
        "number": moment.turn.turn_number,
        "ledger": Ledger(amount, amount).to_dict(),
        "moves": [],
        "receipts": [],
    }
    return {**moment.state, AGENDA: [], TURN: turn}


def _with_plan(plan: Plan, turn: Mapping[str, Any]) -> dict[str, Any]:
    """The slot after the playbook has decided."""
    current_scope().considered.extend(one.to_dict() for one in plan.considered)
    about = {"moves": [], "receipts": [], **turn, "ledger": plan.ledger.to_dict()}
    return {**plan.state.to_dict(), AGENDA: [step.to_dict() for step in plan.steps], TURN: about}


def _with_receipt(turn: Mapping[str, Any], done: Mapping[str, Any], receipt: Receipt) -> dict[str, Any]:
    entry = {
        "action": done["action"],
        "reason": (done.get("arguments") or {}).get("reason"),
        "receipt": receipt.to_dict(),
    }
    return {**turn, "receipts": [*turn.get("receipts", ()), entry]}


def _start(state: dict[str, Any]) -> Choice:
    """Begin the first step of the agenda, or listen when there is none."""
    agenda = state.get(AGENDA) or []
    if not agenda:
        return Choice(LISTEN, {STATE: state})
    step = agenda[0]
    turn = state[TURN]
    state = {**state, TURN: {**turn, "moves": [*turn.get("moves", ()), *Step.from_dict(step).moves]}}
    # A receipt of an earlier action must not be taken for the answer of this one.
    return Choice(step.get("action") or step["response"], {STATE: state, RECEIPT: None})

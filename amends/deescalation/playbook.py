"""The playbook: from the situation to the next moves, with every plan checked before it is spoken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from amends.deescalation.absorbing import absorb
from amends.deescalation.aftermath import after, take_receipt
from amends.deescalation.catching_up import catch_up
from amends.deescalation.composing import NothingLeftToSay, compose
from amends.deescalation.considered import Considering, Named
from amends.deescalation.decision import Decision
from amends.deescalation.finishing import ended
from amends.deescalation.frustration import account
from amends.deescalation.invariants import check_turn
from amends.deescalation.ledger import Contribution, Ledger
from amends.deescalation.making_good import FOCUS as OWED
from amends.deescalation.making_good import owed_first, person_found, with_news
from amends.deescalation.message import Message, view
from amends.deescalation.pieces import introduce
from amends.deescalation.putting import next_step
from amends.deescalation.receipt import Receipt
from amends.deescalation.relief import relieved
from amends.deescalation.rulebook_order import LAST_RESORTS, RULES
from amends.deescalation.rulesets import Brand, PlaybookRules, Remedies
from amends.deescalation.situation import Situation
from amends.deescalation.state import ConversationState
from amends.deescalation.turn import Plan, Step, TurnInput
from amends.deescalation.verdicts import CHOSEN, REFUSED, Considered
from amends.deescalation.wording import Catalogue

LAST_WORD = "next_step"


class Playbook:
    """Chooses the next moves; pure: the same state, turn and receipts always give the same plan."""

    def __init__(self, rules: PlaybookRules, catalogue: Catalogue, remedies: Remedies, brand: Brand) -> None:
        self._rules, self._catalogue, self._remedies, self._brand = rules, catalogue, remedies, brand

    def begin_turn(self, state: ConversationState, turn: TurnInput) -> Plan | None:
        """The first steps of a turn; None when this is small talk and no complaint is open."""
        message = view(turn, self._rules)
        if _abstains(state, turn, message):
            return None
        ledger = account(state, turn, message, self._rules)
        known = catch_up(state, turn.history.said_while_agent_held, self._rules)
        absorbed = absorb(known, turn, message, ledger)
        situation = self._situation(absorbed, turn, message, pending=known.asked.pending)
        considering = Considering(situation, RULES)
        return self._first_good(_with_debts(situation, considering), considering, situation, state, ledger)

    def resume_turn(
        self, state: ConversationState, turn: TurnInput, receipt: Receipt, said: frozenset[str]
    ) -> Plan:
        """The next steps after an action answered; `receipt.ok` False means that nothing may be claimed."""
        turn = replace(turn, said=said)
        message = view(turn, self._rules)
        ledger = _ledger_of(state)
        situation = self._situation(state, turn, message, pending=state.now.pending, receipt=receipt)
        taken = take_receipt(situation, receipt)
        situation = situation.after(taken)
        # Only after a debt is the turn's own answer still open to the rules; else the receipt decides.
        considering = Considering(situation, RULES if state.now.focus == OWED else ())
        decisions = _resumed(situation, state.now.focus, considering)
        return self._first_good(decisions, considering, situation, state, ledger)

    def _situation(
        self,
        state: ConversationState,
        turn: TurnInput,
        message: Message,
        pending: str | None = None,
        receipt: Receipt | None = None,
    ) -> Situation:
        return Situation(state, turn, message, self._rules, self._remedies, self._brand, receipt, pending)

    def _first_good(
        self,
        decisions: Iterator[Named],
        considering: Considering,
        situation: Situation,
        before: ConversationState,
        ledger: Ledger,
    ) -> Plan:
        """The first decision that has fresh words and breaks no invariant.

        A decision that fails is replaced by the next one, and its failure stands in the reason of what is
        done instead. The counted next step comes last: it always has words, and silence would be worse.
        """
        refused: list[tuple[str, str, str]] = []
        for name, decision in self._all(decisions, situation):
            try:
                decided, steps = compose(decision, situation, self._catalogue)
            except NothingLeftToSay as error:
                refused.append((name, decision.rule, f"nothing new to say ({error})"))
                continue
            violations = check_turn(before, decided.state, situation.turn, steps, self._rules)
            if not violations:
                break
            broken = "; ".join(f"invariant {one.invariant}, {one.what}" for one in violations)
            refused.append((name, decision.rule, broken))
        else:
            name, decision = LAST_WORD, _last_word(situation)
            decided, steps = compose(decision, situation, self._catalogue)
        failures = [f"{rule}: {why}" for _, rule, why in refused]
        plan = self._plan(decided.state, steps, before, ledger, failures)
        return replace(plan, considered=_report(considering, name, decision, refused))

    def _all(self, decisions: Iterator[Named], situation: Situation) -> Iterator[Named]:
        yield from decisions
        for rule in LAST_RESORTS:
            decision = rule(situation)
            if decision is not None:
                yield rule.__name__, decision
        yield LAST_WORD, _last_word(situation)

    def _plan(
        self,
        state: ConversationState,
        steps: list[Step],
        before: ConversationState,
        ledger: Ledger,
        refused: list[str],
    ) -> Plan:
        if refused and steps:
            reason = f"{steps[0].reason} (instead of {' | '.join(refused)})"
            steps = [replace(steps[0], reason=reason), *steps[1:]]
        ledger = relieved(ledger, before, state, self._rules.relief)
        entries = tuple((one.source, one.reason, one.amount) for one in ledger.contributions)
        now = replace(
            state.now, entries=entries, violations=(*state.now.violations, *refused), score=ledger.amount
        )
        return Plan(tuple(steps), replace(state, score=ledger.amount, now=now), ledger)


def _report(
    considering: Considering, chosen: str, decision: Decision, refused: list[tuple[str, str, str]]
) -> tuple[Considered, ...]:
    """Every rule with its verdict; what no rule but a debt, a receipt or the guard decided stands first."""
    report = considering.report(chosen, [(name, why) for name, _, why in refused])
    known = {one.rule for one in report}
    extra = [Considered(name, REFUSED, why) for name, _, why in refused if name not in known]
    if chosen not in known:
        extra.append(Considered(chosen, CHOSEN, decision.rule))
    return (*extra, *report)


def _with_debts(situation: Situation, considering: Considering) -> Iterator[Named]:
    """The rules' decisions; what failed before is tried again first."""
    owed = next((owed_first(situation, own) for _, own in considering.decisions()), None)
    if owed is not None:
        yield "owed_first", owed
    yield from considering.decisions()


def _resumed(situation: Situation, focus: str, considering: Considering) -> Iterator[Named]:
    """How the turn goes on after its receipt; after a debt it begins with the rules."""
    if focus != OWED:
        yield "after_receipt", after(situation, focus or "followup")
    elif person_found(situation):
        yield "after_receipt", after(situation, "person")
    else:
        yield from ((name, with_news(situation, own)) for name, own in considering.decisions())


def _last_word(situation: Situation) -> Decision:
    before, state = introduce(situation.state)
    put = next_step(situation, state, "names the next step because nothing else may be said")
    return ended(situation, state, "name the next step", before, put)


def _abstains(state: ConversationState, turn: TurnInput, message: Message) -> bool:
    """No complaint open, a calm customer, and nothing that needs a fact, a record or a person."""
    if (state.complaint_open and not state.closed) or state.unsaved or state.handoff.status == "failed":
        return False
    if state.closed and message.intent == "thank" and (state.handoff.requested or state.remedying.recorded):
        # A second thanks gets a second goodbye, which says what still stands.
        return False
    if state.closed and not message.complaint and not message.needs_person and not message.abusive:
        return message.friendly or not message.substantive
    if message.complaint or message.needs_person or message.abusive or state.asked.pending:
        return False
    asks = message.intent in ("ask_order_status", "ask_case_status", "ask_attachment")
    return not asks and not message.order_number


def _ledger_of(state: ConversationState) -> Ledger:
    """The running turn's ledger, as the state keeps it between the steps."""
    entries = tuple(Contribution(*entry) for entry in state.now.entries)
    return Ledger(state.now.score, state.now.previous, entries)

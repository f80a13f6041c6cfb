"""What makes the score move in a turn: the message's cues, our own failures and events around it."""

from __future__ import annotations

from amends.deescalation.contributions import of_message, of_ours
from amends.deescalation.ledger import EVENT, OURS, Contribution, Ledger, decayed, settle, thousandths
from amends.deescalation.live_ledger import carry_on, summed
from amends.deescalation.message import Message
from amends.deescalation.rulesets import PlaybookRules
from amends.deescalation.state import ConversationState
from amends.deescalation.turn import TurnInput


def account(state: ConversationState, turn: TurnInput, message: Message, rules: PlaybookRules) -> Ledger:
    """The ledger after the customer's message and before anything we do about it.

    The message lifts what is left of the old score towards 1 by its own share (noisy or), so one angry
    message shows at once and lasting anger builds up, while a calm one lets the score sink. A pressed button
    says nothing about the mood, so a turn of nothing else neither lifts the score nor lets it sink.
    After an agent held the conversation the turn goes on from the live ledger, and its entries say how the
    score came there.
    """
    held = turn.history.said_while_agent_held
    live = carry_on(state.score, state, held, rules)
    amount = live[-1].amount if live else state.score
    told = (*state.facts.narrative, *(one.text for one in held if not one.by_agent))
    decay = 1.0 if turn.only_pressed else rules.decay
    entries = of_message(turn.reading, decayed(amount, decay))
    entries += of_ours(message, told, rules.weights)
    entries += _failed_before(state, rules)
    entries += _from_events(state, turn, rules)
    ledger = settle(amount, decay, entries)
    return Ledger(ledger.amount, state.score, (*summed(live), *ledger.contributions))


def _failed_before(state: ConversationState, rules: PlaybookRules) -> list[Contribution]:
    if not state.last_failed:
        return []
    reason = "something failed on our side in the last turn"
    return [Contribution(OURS, reason, thousandths(rules.weights.action_failed))]


def _from_events(state: ConversationState, turn: TurnInput, rules: PlaybookRules) -> list[Contribution]:
    weights, entries = rules.weights, []
    first = state.turns == 0
    if first and turn.history.broken_promises:
        entries.append(Contribution(OURS, "a promise was broken before", thousandths(weights.broken_promise)))
    if first and turn.history.earlier_cases:
        entries.append(Contribution(EVENT, "complained before", thousandths(weights.earlier_case)))
    if turn.history.waited_s >= rules.long_wait_s:
        entries.append(Contribution(EVENT, "waited long for an answer", thousandths(weights.long_wait)))
    return entries

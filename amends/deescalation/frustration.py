"""What makes the score move in a turn: the message's cues, our own failures and events around it."""

from __future__ import annotations

from amends.deescalation.ledger import (
    EVENT,
    FULL,
    OURS,
    THEIRS,
    Contribution,
    Ledger,
    decayed,
    settle,
    thousandths,
)
from amends.deescalation.message import Message
from amends.deescalation.narrative import says_again
from amends.deescalation.reading import Reading
from amends.deescalation.rulesets import PlaybookRules, Weights
from amends.deescalation.state import ConversationState
from amends.deescalation.turn import TurnInput


def account(state: ConversationState, turn: TurnInput, message: Message, rules: PlaybookRules) -> Ledger:
    """The ledger after the customer's message and before anything we do about it.

    The message lifts what is left of the old score towards 1 by its own share (noisy or), so one angry
    message shows at once and lasting anger builds up, while a calm one lets the score sink. A pressed button
    says nothing about the mood, so a turn of nothing else neither lifts the score nor lets it sink.
    """
    decay = 1.0 if turn.only_pressed else rules.decay
    start = decayed(state.score, decay)
    entries = _from_message(turn.reading, round(thousandths(turn.reading.score) * (FULL - start) / FULL))
    entries += _from_us(state, message, rules.weights)
    entries += _from_events(state, turn, rules)
    return settle(state.score, decay, entries)


def _from_message(reading: Reading, amount: int) -> list[Contribution]:
    speaking = [cue for cue in reading.cues if cue.weight > 0]
    total = sum(cue.weight for cue in speaking)
    if not speaking:
        return [Contribution(THEIRS, "what the message says", amount)]
    shares = [round(amount * cue.weight / total) for cue in speaking]
    # Rounding must not lose a thousandth, so the strongest cue takes what is left.
    strongest = max(range(len(speaking)), key=lambda index: speaking[index].weight)
    shares[strongest] += amount - sum(shares)
    names = [cue.name.replace("_", " ") for cue in speaking]
    return [Contribution(THEIRS, name, share) for name, share in zip(names, shares, strict=True)]


def _from_us(state: ConversationState, message: Message, weights: Weights) -> list[Contribution]:
    entries = []
    if message.intent == "already_told_you":
        entries.append(("asked for something already said", weights.asked_again))
    elif not message.button and says_again(message.text, state.facts.narrative):
        entries.append(("the customer had to say it again", weights.customer_repeats))
    if message.intent in ("do_not_understand", "does_not_help"):
        entries.append(("our answer did not help", weights.not_understood))
    if message.intent == "reject_remedy":
        entries.append(("the remedy offered did not fit", weights.remedy_refused))
    if state.last_failed:
        entries.append(("something failed on our side in the last turn", weights.action_failed))
    return [Contribution(OURS, reason, thousandths(weight)) for reason, weight in entries]


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

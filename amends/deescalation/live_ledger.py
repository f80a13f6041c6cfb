"""The ledger while an agent holds the conversation: carried on from the last turn, message by message.

The console shows it while the agent talks, and the assistant begins with it when the conversation comes back,
so the score never jumps without an entry that says why.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from amends.deescalation import agent_deeds
from amends.deescalation.contributions import of_message, of_ours
from amends.deescalation.held_message import HeldMessage
from amends.deescalation.ledger import EVENT, OURS, THEIRS, Contribution, Ledger, relieve, settle, thousandths
from amends.deescalation.message import Message, view
from amends.deescalation.reading import Reading
from amends.deescalation.rulesets import PlaybookRules
from amends.deescalation.state import ConversationState
from amends.deescalation.turn import TurnInput

DECAY = "decay since the last answer"
WAITED = "waited long for an answer"
UNDERSTOOD = "understood: the summary is confirmed"
AGREED = "the customer accepts what was offered"
APOLOGY = "a specific apology"
FACTS = "facts from the shop's record"


@dataclass(frozen=True)
class _Moment:
    """Where the talk stands between two messages."""

    amount: int
    told: tuple[str, ...]
    answered: bool = True  # somebody of ours spoke since the customer last did
    waiting: HeldMessage | None = None  # the first message that nobody has answered
    counted_wait: bool = False
    summed_up: bool = False
    offered: bool = False
    earned: frozenset[str] = frozenset()


def carry_on(
    amount: int, state: ConversationState, held: Iterable[HeldMessage], rules: PlaybookRules
) -> tuple[Ledger, ...]:
    """One ledger for each message, each beginning where the one before it ended.

    `amount` is the score (thousandths) and `state` the assistant's memory after the last turn. The score
    decays once for each time that the customer got an answer, not for each line of a burst.
    """
    moment, found = _Moment(amount, state.facts.narrative), []
    for message in held:
        if message.by_agent:
            moment, ledger = _agent_said(moment, message, state, rules)
        else:
            moment, ledger = _customer_said(moment, message, rules)
        found.append(ledger)
    return tuple(found)


def _customer_said(moment: _Moment, message: HeldMessage, rules: PlaybookRules) -> tuple[_Moment, Ledger]:
    waiting = moment.waiting or message
    reading = message.read()
    if reading is None:
        # Nothing is known of it yet, so it moves nothing.
        return replace(moment, waiting=waiting), Ledger(moment.amount, moment.amount)
    seen = view(TurnInput(message.text, reading), rules)
    waited = not moment.counted_wait and message.seconds_after(waiting) >= rules.long_wait_s
    ledger = _settled(moment, reading, seen, waited, rules)
    earned = _accepted(moment, seen)
    for reason in earned:
        ledger = relieve(ledger, reason, _worth(reason, rules))
    after = replace(
        moment,
        amount=ledger.amount,
        told=(*moment.told, message.text),
        answered=False,
        waiting=waiting,
        counted_wait=moment.counted_wait or waited,
        summed_up=False,
        offered=moment.offered and not earned,
        earned=moment.earned | set(earned),
    )
    return after, ledger


def _settled(moment: _Moment, reading: Reading, seen: Message, waited: bool, rules: PlaybookRules) -> Ledger:
    decay = rules.decay if moment.answered else 1.0
    entries = of_message(reading, round(moment.amount * decay))
    entries += of_ours(seen, moment.told, rules.weights)
    if waited:
        entries.append(Contribution(EVENT, WAITED, thousandths(rules.weights.long_wait)))
    return settle(moment.amount, decay, entries, since=DECAY)


def _accepted(moment: _Moment, seen: Message) -> list[str]:
    """What the customer said yes to; each kind of relief is earned once while an agent holds."""
    found = []
    if seen.intent == "affirm" and moment.summed_up:
        found.append(UNDERSTOOD)
    elif moment.offered and seen.intent in ("affirm", "accept_remedy"):
        found.append(AGREED)
    return [reason for reason in found if reason not in moment.earned]


def _agent_said(
    moment: _Moment, message: HeldMessage, state: ConversationState, rules: PlaybookRules
) -> tuple[_Moment, Ledger]:
    did = []
    if agent_deeds.apologises(message.text):
        did.append(APOLOGY)
    if agent_deeds.states_fact(message.text, state.facts.order):
        did.append(FACTS)
    fresh = [reason for reason in did if reason not in moment.earned]
    ledger = Ledger(moment.amount, moment.amount)
    for reason in fresh:
        ledger = relieve(ledger, reason, _worth(reason, rules))
    after = replace(
        moment,
        amount=ledger.amount,
        answered=True,
        waiting=None,
        counted_wait=False,
        summed_up=agent_deeds.sums_up(message.text),
        offered=agent_deeds.offers(message.text) or moment.offered,
        earned=moment.earned | set(fresh),
    )
    return after, ledger


def _worth(reason: str, rules: PlaybookRules) -> float:
    relief = rules.relief
    return {
        APOLOGY: relief.apology,
        FACTS: relief.facts_found,
        UNDERSTOOD: relief.paraphrase_confirmed,
        AGREED: relief.remedy_accepted,
    }[reason]


# How the entries of the time with the agent are called when the conversation has come back.
_WITH_AGENT = (
    (THEIRS, "what was said to the agent"),
    (OURS, "what went wrong with the agent"),
    (OURS, "what the agent made good"),
    (EVENT, "decay while the agent answered"),
    (EVENT, "waited long for the agent"),
    (EVENT, "kept between 0 and 1"),
)


def summed(ledgers: Sequence[Ledger]) -> list[Contribution]:
    """The whole time with an agent in a few entries, which add up to the same change."""
    amounts = dict.fromkeys(_WITH_AGENT, 0)
    for entry in (entry for ledger in ledgers for entry in ledger.contributions):
        amounts[_heading(entry)] += entry.amount
    return [Contribution(source, reason, amount) for (source, reason), amount in amounts.items() if amount]


def _heading(entry: Contribution) -> tuple[str, str]:
    if entry.source == THEIRS:
        return _WITH_AGENT[0]
    if entry.source == OURS:
        return _WITH_AGENT[1 if entry.amount > 0 else 2]
    return _WITH_AGENT[3 if entry.reason == DECAY else 4 if entry.reason == WAITED else 5]

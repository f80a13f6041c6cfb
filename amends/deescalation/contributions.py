"""The entries that a customer's message brings into the ledger: its own share, and what we did to earn it."""

from __future__ import annotations

from collections.abc import Sequence

from amends.deescalation.ledger import FULL, OURS, THEIRS, Contribution, thousandths
from amends.deescalation.message import Message
from amends.deescalation.narrative import says_again
from amends.deescalation.reading import Reading
from amends.deescalation.rulesets import Weights


def of_message(reading: Reading, start: int) -> list[Contribution]:
    """The message's share, divided among its cues: it lifts what `start` leaves below 1 by its own score."""
    amount = round(thousandths(reading.score) * (FULL - start) / FULL)
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


def of_ours(message: Message, told: Sequence[str], weights: Weights) -> list[Contribution]:
    """What went wrong on our side, as the message shows it; `told` is what the customer wrote before."""
    entries = []
    if message.intent == "already_told_you":
        entries.append(("asked for something already said", weights.asked_again))
    elif not message.button and says_again(message.text, told):
        entries.append(("the customer had to say it again", weights.customer_repeats))
    if message.intent in ("do_not_understand", "does_not_help"):
        entries.append(("our answer did not help", weights.not_understood))
    if message.intent == "reject_remedy":
        entries.append(("the remedy offered did not fit", weights.remedy_refused))
    return [Contribution(OURS, reason, thousandths(weight)) for reason, weight in entries]

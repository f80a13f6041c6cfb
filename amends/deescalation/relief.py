"""What takes frustration off again: what we did well in this turn."""

from __future__ import annotations

from amends.deescalation.ledger import Ledger, relieve
from amends.deescalation.rulesets import Relief
from amends.deescalation.state import ConversationState


def relieved(ledger: Ledger, before: ConversationState, after: ConversationState, relief: Relief) -> Ledger:
    """The ledger with the relief that the step from one state to the other earned."""
    earned = []
    if set(after.apologised) - set(before.apologised):
        earned.append(("a specific apology", relief.apology))
    if after.facts.order and not before.facts.order:
        earned.append(("facts from the shop's record", relief.facts_found))
    if after.remedying.paraphrase == "confirmed" and before.remedying.paraphrase != "confirmed":
        earned.append(("understood: the summary is confirmed", relief.paraphrase_confirmed))
    if after.remedying.recorded and not before.remedying.recorded:
        earned.append(("a remedy is on record", relief.remedy_accepted))
    if after.handoff.requested and not before.handoff.requested:
        earned.append(("a person is asked for", relief.person_requested))
    for reason, value in earned:
        ledger = relieve(ledger, reason, value)
    return ledger

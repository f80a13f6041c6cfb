"""What takes frustration off again."""

from __future__ import annotations

from dataclasses import replace

from amends.deescalation.ledger import Ledger
from amends.deescalation.relief import relieved
from amends.deescalation.rulesets import Relief
from amends.deescalation.state import ConversationState, Remedying

BEFORE = ConversationState()


def test_nothing_done_is_no_relief() -> None:
    assert relieved(Ledger(500), BEFORE, BEFORE, Relief()) == Ledger(500)


def test_each_good_deed_is_listed_once() -> None:
    after = replace(BEFORE, apologised=("delay",), remedying=Remedying(paraphrase="confirmed", recorded=True))
    ledger = relieved(Ledger(500, 500), BEFORE, after, Relief())
    assert ledger.amount == 500 - 50 - 100 - 150 and len(ledger.contributions) == 3
    assert relieved(ledger, after, after, Relief()) == ledger

"""The entries a message brings into the ledger."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from amends.deescalation.contributions import of_message, of_ours
from amends.deescalation.ledger import FULL, thousandths
from amends.deescalation.message import view
from amends.deescalation.reading import Cue, Reading
from amends.deescalation.rulesets import PlaybookRules, Weights
from amends.deescalation.turn import TurnInput

cues = st.lists(
    st.builds(Cue, st.sampled_from(["capitals", "insult", "thanks"]), st.floats(-3, 3)), max_size=5
)


@given(st.floats(0, 1), st.integers(0, FULL), cues)
def test_the_shares_of_the_cues_add_up_to_what_the_message_lifts(
    score: float, start: int, found: list[Cue]
) -> None:
    entries = of_message(Reading("x", score=score, cues=tuple(found)), start)
    amount = sum(entry.amount for entry in entries)
    assert amount == round(thousandths(score) * (FULL - start) / FULL)
    assert start + amount <= FULL


def test_what_we_did_shows_in_what_the_customer_says() -> None:
    def ours(intent: str, text: str, told: tuple[str, ...] = ()) -> list[str]:
        seen = view(TurnInput(text, Reading(text, intent, 0.9)), PlaybookRules())
        return [entry.reason for entry in of_ours(seen, told, Weights())]

    told = ("my parcel has not come since Monday",)
    assert ours("report_late_delivery", "My parcel has NOT come since monday!", told) == [
        "the customer had to say it again"
    ]
    assert ours("already_told_you", "my parcel has not come since Monday", told) == [
        "asked for something already said"
    ]
    assert ours("does_not_help", "that is no help") == ["our answer did not help"]
    assert ours("reject_remedy", "no, not that one") == ["the remedy offered did not fit"]
    assert ours("give_details", "it is brown") == []

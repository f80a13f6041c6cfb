"""Every change of the score is an entry, and the entries add up exactly."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from amends.deescalation.ledger import EVENT, FULL, OURS, THEIRS, Contribution, Ledger, relieve, settle

entries = st.lists(
    st.builds(
        Contribution,
        st.sampled_from([OURS, THEIRS, EVENT]),
        st.just("a reason"),
        st.integers(-FULL, FULL),
    ),
    max_size=8,
)


@given(st.integers(0, FULL), st.floats(0, 1), entries)
def test_entries_sum_exactly_to_the_change(previous: int, decay: float, given: list[Contribution]) -> None:
    ledger = settle(previous, decay, given)
    assert sum(entry.amount for entry in ledger.contributions) == ledger.amount - previous
    assert 0 <= ledger.amount <= FULL


@given(st.integers(0, FULL), entries, st.floats(0, 1))
def test_relief_is_an_entry_of_ours_and_never_goes_below_zero(
    previous: int, given: list[Contribution], value: float
) -> None:
    before = settle(previous, 0.5, given)
    after = relieve(before, "a specific apology", value)
    assert sum(entry.amount for entry in after.contributions) == after.amount - previous
    assert 0 <= after.amount <= before.amount


def test_decay_and_clamping_are_listed() -> None:
    ledger = settle(800, 0.5, [Contribution(THEIRS, "capitals", 900)])
    reasons = {entry.reason: entry.amount for entry in ledger.contributions}
    assert reasons == {"decay since the last turn": -400, "capitals": 900, "kept between 0 and 1": -300}
    assert ledger.score == 1.0 and ledger.band == "hostile"


def test_the_json_form_comes_back_the_same() -> None:
    ledger = settle(333, 0.5, [Contribution(OURS, "asked again", 77)])
    assert Ledger.from_dict(ledger.to_dict()) == ledger

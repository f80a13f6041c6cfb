"""What two rooms must both know, since neither may import the other, says the same in each."""

from __future__ import annotations

from amends.deescalation import bands as decided_bands
from amends.deescalation import reading as decided_on
from amends.understanding import reading as read


def test_every_signal_that_is_read_is_one_that_the_playbook_knows() -> None:
    assert read.SIGNALS == decided_on.SIGNALS


def test_a_score_has_the_same_band_in_both_rooms() -> None:
    scores = [thousandth / 1000 for thousandth in range(1001)]
    assert [read.band_of(score) for score in scores] == [decided_bands.band_of(score) for score in scores]

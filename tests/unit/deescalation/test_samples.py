"""Slots filled as they usually are."""

from __future__ import annotations

from amends.deescalation.wording_checks.samples import SAMPLES, filled
from tests.unit.deescalation.test_responses import FACTS


def test_every_fact_that_texts_may_use_has_a_sample() -> None:
    assert set(SAMPLES) == FACTS


def test_an_unknown_slot_is_filled_too() -> None:
    assert filled("{problem}, {nonsense} and {}") == "The delay, this and {}"

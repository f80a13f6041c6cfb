"""The four bands."""

from __future__ import annotations

import pytest

from amends.deescalation.bands import at_least, band_of, worse


@pytest.mark.parametrize(
    ("score", "band"),
    [
        (0, "calm"),
        (0.249, "calm"),
        (0.25, "irritated"),
        (0.5, "frustrated"),
        (0.75, "hostile"),
        (1, "hostile"),
    ],
)
def test_a_score_falls_under_its_band(score: float, band: str) -> None:
    assert band_of(score) == band


def test_bands_are_ordered() -> None:
    assert at_least("hostile", "frustrated") and not at_least("calm", "irritated")
    assert worse("calm", "hostile") == worse("hostile", "calm") == "hostile"

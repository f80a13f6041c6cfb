"""Signs that something large is at stake."""

from __future__ import annotations

import pytest

from amends.deescalation.stakes import at_stake


@pytest.mark.parametrize(
    ("text", "stakes"),
    [
        ("Someone hacked my account last night", "account"),
        ("my savings have been stolen through your shop", "money"),
        ("there are unauthorised payments on my card", "money"),
        ("We are stranded with two small children", "stranded"),
        ("stuck at the airport since six", "stranded"),
        ("the heater is dangerous, sparks came out", "safety"),
        ("the leg snapped and my son fell", "safety"),
        ("I fell off the chair when it broke", "safety"),
        ("my mother is in hospital because of it", "safety"),
        ("I fell for your advert", None),
        ("you robbed me with that price", None),
        ("my chat is stuck in a loop", None),
    ],
)
def test_what_is_at_stake_is_told_by_its_words(text: str, stakes: str | None) -> None:
    assert at_stake(text) == stakes

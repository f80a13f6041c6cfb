"""Facts as texts are filled with them."""

from __future__ import annotations

import pytest

from amends.deescalation.situation import plain, spoken_wait


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (None, None),
        (0, "about a minute"),
        (60, "about a minute"),
        (61, "about 2 minutes"),
        (240, "about 4 minutes"),
    ],
)
def test_a_wait_is_rounded_up_to_minutes(seconds: float | None, words: str | None) -> None:
    assert spoken_wait(seconds) == words


def test_dates_are_written_in_words() -> None:
    assert plain("2026-11-18") == "18 November 2026" and plain("Swift") == "Swift"

"""Signs of danger, and words that only look like them."""

from __future__ import annotations

import pytest

from amends.deescalation.danger import in_danger, speaks_of_self_harm


@pytest.mark.parametrize(
    "text",
    [
        "The toaster caught fire",
        "I can’t breathe",
        "we smell gas",
        "it burned my hand",
        "got an electric shock",
    ],
)
def test_danger_is_seen(text: str) -> None:
    assert in_danger(text)


@pytest.mark.parametrize("text", ["you should be fired", "my laptop burns through battery", "I am shocked"])
def test_strong_words_alone_are_no_danger(text: str) -> None:
    assert not in_danger(text)


def test_self_harm_is_seen_apart() -> None:
    assert speaks_of_self_harm("I want to die over this") and not speaks_of_self_harm(
        "this delivery is killing me"
    )

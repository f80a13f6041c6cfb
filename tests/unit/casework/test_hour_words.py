"""Hours in words."""

from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.casework.hour_words import find_hours


@pytest.mark.parametrize(
    ("words", "at", "sure"),
    [
        ("at 5", time(5), False),
        ("by five", time(5), False),
        ("5pm", time(17), True),
        ("5 p.m.", time(17), True),
        ("12 am", time(0), True),
        ("12pm", time(12), True),
        ("at 17:00 UTC", time(17), True),
        ("09:30", time(9, 30), True),
        ("4:30", time(4, 30), False),
        ("half past eight", time(8, 30), False),
        ("quarter to 4", time(3, 45), False),
        ("by noon", time(12), True),
        ("midnight", time(0), True),
    ],
)
def test_an_hour_in_words(words: str, at: time, sure: bool) -> None:
    (found,) = find_hours(words)
    assert (found.at, found.sure) == (at, sure)


def test_a_range_has_two_ends() -> None:
    (found,) = find_hours("between 9 and 12")
    assert (found.first, found.at) == (time(9), time(12))
    (dashed,) = find_hours("8:30-10:00")
    assert (dashed.first, dashed.at) == (time(8, 30), time(10))


@pytest.mark.parametrize(
    "words", ["at 5 pounds", "by 20 percent", "at 5 Queen Street", "by 3 days", "at 25", "at 5.99"]
)
def test_what_counts_something_is_no_hour(words: str) -> None:
    assert find_hours(words) == []


@given(st.text(alphabet="atby 0123456789:.-pm halfpst"))
def test_any_text_is_read(text: str) -> None:
    for one in find_hours(text):
        assert 0 <= one.span.start < one.span.end <= len(text)

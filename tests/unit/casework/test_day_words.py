"""Days in words, said on Tuesday 24 November 2026."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.casework.clocks import BusinessHours
from amends.casework.day_words import find_days, last_working_day, working_day

HOURS = BusinessHours(holidays=frozenset({date(2026, 12, 25), date(2027, 1, 1)}))
TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("today", date(2026, 11, 24)),
        ("tomorrow morning", date(2026, 11, 25)),
        ("the day after tomorrow", date(2026, 11, 26)),
        ("Friday", date(2026, 11, 27)),
        ("by Tuesday", date(2026, 12, 1)),
        ("next Thursday", date(2026, 12, 3)),
        ("Friday week", date(2026, 12, 4)),
        ("on the 3rd", date(2026, 12, 3)),
        ("on the 24th", date(2026, 12, 24)),
        ("Monday 30 November", date(2026, 11, 30)),
        ("December 2nd", date(2026, 12, 2)),
        ("the 4th of January", date(2027, 1, 4)),
        ("2027-02-03", date(2027, 2, 3)),
        ("29 February", date(2028, 2, 29)),
        ("the end of the week", date(2026, 11, 27)),
        ("the end of next week", date(2026, 12, 4)),
        ("the end of the month", date(2026, 11, 30)),
        ("the end of next month", date(2026, 12, 31)),
        ("the end of the year", date(2026, 12, 31)),
        ("close of business", date(2026, 11, 24)),
        ("EOD", date(2026, 11, 24)),
        ("over the weekend", date(2026, 11, 29)),
        ("by the weekend", date(2026, 11, 27)),
        ("the next working day", date(2026, 11, 25)),
        ("before Christmas", date(2026, 12, 25)),
    ],
)
def test_a_day_in_words(words: str, day: date) -> None:
    assert [one.day for one in find_days(words, TODAY, HOURS)] == [day]


@pytest.mark.parametrize("words", ["31 June", "2026-02-30", "the 32nd", "may be", "sat down", "monthly"])
def test_no_day_is_made_up(words: str) -> None:
    assert find_days(words, TODAY, HOURS) == []


def test_working_days_leap_over_holidays_and_the_year_s_end() -> None:
    assert working_day(date(2026, 12, 31), 1, HOURS) == date(2027, 1, 4)
    assert last_working_day(date(2026, 12, 21), date(2026, 12, 27), HOURS) == date(2026, 12, 24)


def test_without_working_days_there_is_an_error_and_no_endless_search() -> None:
    never = BusinessHours(
        weekdays=frozenset({0}), holidays=frozenset(date.fromordinal(n) for n in range(739000, 742000))
    )
    with pytest.raises(ValueError, match="no working day"):
        working_day(TODAY, 1, never)


@given(st.text(), st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_any_text_is_read(text: str, today: date) -> None:
    for one in find_days(text, today, HOURS):
        assert 0 <= one.span.start < one.span.end <= len(text)

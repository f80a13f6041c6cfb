"""Due times in words, said on Tuesday 24 November 2026 at 10:30 unless a test says otherwise."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.casework.clocks import BusinessHours
from amends.casework.due_words import find_dues

HOURS = BusinessHours(holidays=frozenset({date(2026, 12, 25)}))
SAID = datetime(2026, 11, 24, 10, 30, tzinfo=timezone.utc)


@pytest.mark.parametrize(
    ("words", "due", "exact"),
    [
        ("by Friday noon", (11, 27, 12, 0), True),
        ("before noon on Friday", (11, 27, 12, 0), True),
        ("tomorrow morning", (11, 25, 12, 0), False),
        ("tomorrow between 9 and 12", (11, 25, 12, 0), True),
        ("at 5", (11, 24, 17, 0), True),
        ("at 10 tomorrow morning", (11, 25, 10, 0), True),
        ("by 4 this afternoon", (11, 24, 16, 0), True),
        ("by Friday 27 November, 17:00 UTC", (11, 27, 17, 0), True),
        ("by Friday", (11, 27, 17, 0), False),
        ("by Thursday at the latest", (11, 26, 17, 0), False),
        ("before Friday", (11, 26, 17, 0), False),
        ("before Christmas", (12, 24, 17, 0), False),
        ("before the end of the week", (11, 27, 17, 0), False),
        ("on Saturday", (11, 28, 23, 59), False),
        ("by midnight", (11, 25, 0, 0), True),
        ("tonight", (11, 24, 23, 59), False),
        ("from 2 to 4 pm", (11, 24, 16, 0), True),
        ("by six tomorrow evening", (11, 25, 18, 0), True),
    ],
)
def test_a_due_time_in_words(words: str, due: tuple[int, int, int, int], exact: bool) -> None:
    (found,) = find_dues(words, SAID, HOURS)
    month, day, hour, minute = due
    assert (found.latest, found.exact) == (
        datetime(2026, month, day, hour, minute, tzinfo=timezone.utc),
        exact,
    )


def test_a_range_and_a_beginning_say_the_earliest_moment() -> None:
    (between,) = find_dues("between 9 and 12 tomorrow", SAID, HOURS)
    assert between.earliest == datetime(2026, 11, 25, 9, tzinfo=timezone.utc)
    (after,) = find_dues("not before Thursday", SAID, HOURS)
    assert after.earliest == datetime(2026, 11, 26, 9, tzinfo=timezone.utc)


def test_after_hours_today_ends_at_midnight() -> None:
    late = datetime(2026, 11, 24, 19, 40, tzinfo=timezone.utc)
    (found,) = find_dues("today", late, HOURS)
    assert found.latest == datetime(2026, 11, 24, 23, 59, tzinfo=timezone.utc)


@pytest.mark.parametrize("words", ["since Monday", "at 9 this morning", "by 23 November 2026", "30 February"])
def test_what_is_over_is_not_due(words: str) -> None:
    assert find_dues(words, SAID, HOURS) == []


def test_an_hour_of_a_day_is_one_of_the_zone_s_after_clocks_were_set() -> None:
    london = BusinessHours(zone=ZoneInfo("Europe/London"))
    said = datetime(2026, 10, 23, 16, 45, tzinfo=ZoneInfo("Europe/London"))
    (found,) = find_dues("on Monday at 8", said, london)
    assert found.latest == datetime(2026, 10, 26, 8, tzinfo=timezone.utc)
    new_york = BusinessHours(zone=ZoneInfo("America/New_York"))
    (found,) = find_dues("on Monday at 8", datetime(2027, 3, 12, 19, tzinfo=timezone.utc), new_york)
    assert found.latest == datetime(2027, 3, 15, 12, tzinfo=timezone.utc)


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        find_dues("today", datetime(2026, 11, 24), HOURS)


VOCABULARY = """
by before on at from until within in the next two 3 5pm 17:00 noon midnight Friday Monday week month end of
tomorrow today tonight morning 31 29 February November working business days hours hour half past an
"""
WORDS = st.sampled_from(VOCABULARY.split())
ZONES = st.sampled_from(
    [ZoneInfo("UTC"), ZoneInfo("Europe/London"), ZoneInfo("Asia/Kathmandu"), ZoneInfo("Pacific/Apia")]
)
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1))


@given(st.lists(WORDS, max_size=12), MOMENTS, ZONES, ZONES)
def test_nothing_is_due_before_it_was_said(
    words: list[str], at: datetime, zone: ZoneInfo, other: ZoneInfo
) -> None:
    said, text = at.replace(tzinfo=zone), " ".join(words)
    for due in find_dues(text, said, BusinessHours(zone=other)):
        assert due.latest >= said
        assert due.latest - said < timedelta(days=366 * 30)
        assert due.earliest is None or due.earliest <= due.latest
        assert 0 <= due.span.start < due.span.end <= len(text)

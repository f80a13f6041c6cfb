"""Lapses of time in words."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from amends.casework.clocks import BusinessHours
from amends.casework.lapse_words import find_lapses

UTC = timezone.utc
HOURS = BusinessHours(holidays=frozenset({date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1)}))
SAID = datetime(2026, 12, 23, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("within two working days", datetime(2026, 12, 29, 17, tzinfo=UTC)),
        ("in 3 to 5 business days", datetime(2027, 1, 4, 17, tzinfo=UTC)),
        ("in the next hour", SAID + timedelta(hours=1)),
        ("within the hour", SAID + timedelta(hours=1)),
        ("in half an hour", SAID + timedelta(minutes=30)),
        ("in a couple of hours", SAID + timedelta(hours=2)),
        ("within 24 hours", SAID + timedelta(hours=24)),
        ("in a few minutes", SAID + timedelta(minutes=3)),
        ("in a week", datetime(2026, 12, 30, 17, tzinfo=UTC)),
        ("within a fortnight", datetime(2027, 1, 6, 17, tzinfo=UTC)),
        ("two days from now", datetime(2026, 12, 25, 23, 59, tzinfo=UTC)),
    ],
)
def test_a_lapse_counts_from_when_it_was_said(words: str, due: datetime) -> None:
    (found,) = find_lapses(words, SAID, HOURS)
    assert found.latest == due
    assert found.relative


def test_a_range_of_days_has_an_earliest_one() -> None:
    (found,) = find_lapses("within 1-2 working days", SAID, HOURS)
    assert found.earliest == datetime(2026, 12, 24, 17, tzinfo=UTC)


def test_hours_pass_whatever_clocks_are_set_to() -> None:
    london = BusinessHours(zone=ZoneInfo("Europe/London"))
    said = datetime(2026, 10, 24, 18, tzinfo=ZoneInfo("Europe/London"))
    (found,) = find_lapses("within 24 hours", said, london)
    assert london.local(found.latest).hour == 17


@pytest.mark.parametrize(
    "words", ["every hour", "two days", "in days", "in 999 seasons", "within 14 kilometres"]
)
def test_no_lapse_is_made_up(words: str) -> None:
    assert find_lapses(words, SAID, HOURS) == []

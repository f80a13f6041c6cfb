from datetime import date, datetime, time, timedelta, timezone

import pytest

from amends.casework.clocks import BusinessHours, due_after_days, due_text

UTC = timezone.utc
HOURS = BusinessHours()


def moment(day: int, hour: int, minute: int = 0) -> datetime:
    """A time in November 2026, in which the 22nd is a Sunday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "days", "due"),
    [
        (moment(23, 10), 0, moment(23, 17)),
        (moment(23, 10), 1, moment(24, 17)),
        (moment(23, 17), 0, moment(24, 17)),
        (moment(20, 16, 59), 1, moment(23, 17)),
        (moment(21, 12), 0, moment(23, 17)),
        (moment(21, 12), 1, moment(23, 17)),
        (moment(20, 10), 3, moment(25, 17)),
    ],
)
def test_due_days_are_working_days_at_closing_time(now: datetime, days: int, due: datetime) -> None:
    assert due_after_days(now, days, HOURS) == due


def test_days_off_do_not_count() -> None:
    hours = BusinessHours(holidays=frozenset({date(2026, 11, 24)}))
    assert due_after_days(moment(23, 10), 1, hours) == moment(25, 17)


def test_days_are_those_of_the_business_zone() -> None:
    east = BusinessHours(zone=timezone(timedelta(hours=9)), zone_name="JST")
    # Monday 22:00 UTC is already Tuesday there.
    assert due_after_days(moment(23, 22), 1, east) == moment(25, 8)


def test_a_due_time_is_said_in_plain_words() -> None:
    assert due_text(moment(24, 17), moment(22, 9), HOURS) == "by Tuesday 24 November, 17:00 UTC"


def test_the_year_is_said_only_when_it_changes() -> None:
    due = datetime(2027, 1, 4, 17, tzinfo=UTC)
    assert due_text(due, datetime(2026, 12, 31, tzinfo=UTC), HOURS) == "by Monday 4 January 2027, 17:00 UTC"


def test_a_due_time_is_said_in_the_business_zone() -> None:
    east = BusinessHours(zone=timezone(timedelta(hours=9)), zone_name="JST")
    assert due_text(moment(24, 8), moment(22, 9), east) == "by Tuesday 24 November, 17:00 JST"


@pytest.mark.parametrize(
    ("now", "is_open"),
    [
        (moment(23, 9), True),
        (moment(23, 8, 59), False),
        (moment(23, 17), False),
        (moment(22, 12), False),
    ],
)
def test_open_from_opening_until_closing_on_working_days(now: datetime, is_open: bool) -> None:
    assert HOURS.is_open(now) is is_open


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        due_after_days(datetime(2026, 11, 23, 10), 1, HOURS)


def test_nothing_is_due_in_the_past() -> None:
    with pytest.raises(ValueError, match="past"):
        due_after_days(moment(23, 10), -1, HOURS)


@pytest.mark.parametrize(
    "hours",
    [
        {"opens": time(17), "closes": time(9)},
        {"weekdays": frozenset()},
        {"weekdays": frozenset({7})},
    ],
)
def test_hours_in_which_nobody_works_are_refused(hours: dict) -> None:
    with pytest.raises(ValueError, match="business hours"):
        BusinessHours(**hours)


def test_an_endless_holiday_is_an_error_and_no_endless_search() -> None:
    start = date(2026, 11, 1)
    hours = BusinessHours(holidays=frozenset(start + timedelta(days=day) for day in range(500)))
    with pytest.raises(ValueError, match="no working day"):
        due_after_days(moment(23, 10), 1, hours)

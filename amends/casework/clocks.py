"""Clocks: business hours, due times, and how a due time is said in plain words."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone, tzinfo

DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
# Far beyond any run of holidays; hours without a single working day would otherwise search for ever.
SEARCH_DAYS = 400


@dataclass(frozen=True)
class BusinessHours:
    """When people are at work: weekdays (Monday is 0), opening and closing time, zone, days off."""

    opens: time = time(9)
    closes: time = time(17)
    weekdays: frozenset[int] = frozenset({0, 1, 2, 3, 4})
    zone: tzinfo = timezone.utc
    zone_name: str = "UTC"
    holidays: frozenset[date] = field(default_factory=frozenset)

    def __post_init__(self) -> None:
        """Refuse hours in which nobody would ever work."""
        if self.opens >= self.closes:
            raise ValueError("business hours must open before they close, on the same day")
        if not self.weekdays or not self.weekdays <= set(range(7)):
            raise ValueError("business hours need at least one weekday from 0 (Monday) to 6 (Sunday)")

    def is_working_day(self, day: date) -> bool:
        """Whether people work on a day."""
        return day.weekday() in self.weekdays and day not in self.holidays

    def is_open(self, now: datetime) -> bool:
        """Whether people are at work at a moment."""
        local = self.local(now)
        return self.is_working_day(local.date()) and self.opens <= local.time() < self.closes

    def local(self, moment: datetime) -> datetime:
        """A moment in the zone of these hours. Raises ValueError for a naive time."""
        if moment.utcoffset() is None:
            raise ValueError("clocks need times with a zone")
        return moment.astimezone(self.zone)


def due_after_days(now: datetime, days: int, hours: BusinessHours) -> datetime:
    """Closing time of the n-th working day after today; with 0 days, the end of this or the next one.

    Today does not count, so that a promise made late in the day is one that can be kept.
    """
    if days < 0:
        raise ValueError("a promise cannot be due in the past")
    local = hours.local(now)
    day = local.date()
    if days == 0 and hours.is_working_day(day) and local.time() < hours.closes:
        return _closing(day, hours)
    left = max(1, days)
    for _ in range(SEARCH_DAYS):
        day += timedelta(days=1)
        if hours.is_working_day(day):
            left -= 1
            if left == 0:
                return _closing(day, hours)
    raise ValueError("no working day was found; are all days holidays?")


def due_text(due_at: datetime, now: datetime, hours: BusinessHours) -> str:
    """A due time in words, such as "by Tuesday 24 November, 17:00 UTC"; the year only when it changes."""
    local, today = hours.local(due_at), hours.local(now)
    year = "" if local.year == today.year else f" {local.year}"
    day = f"{DAY_NAMES[local.weekday()]} {local.day} {MONTH_NAMES[local.month - 1]}{year}"
    return f"by {day}, {local:%H:%M} {hours.zone_name}"


def _closing(day: date, hours: BusinessHours) -> datetime:
    return datetime.combine(day, hours.closes, hours.zone).astimezone(timezone.utc)

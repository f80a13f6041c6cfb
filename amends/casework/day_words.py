"""Days in words: "tomorrow", "Tuesday the 16th", "the end of next week", and which day that is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from amends.casework.clocks import DAY_NAMES, MONTH_NAMES, SEARCH_DAYS, BusinessHours
from amends.casework.found_promise import Span

_WEEKDAYS = {name.lower(): number for number, name in enumerate(DAY_NAMES)}
_WEEKDAYS |= {name[:3].lower(): number for number, name in enumerate(DAY_NAMES)}
_WEEKDAYS |= {"tues": 1, "thur": 3, "thurs": 3}
_MONTHS = {name.lower(): number for number, name in enumerate(MONTH_NAMES, 1)}
_MONTHS |= {name[:3].lower(): number for number, name in enumerate(MONTH_NAMES, 1)} | {"sept": 9}
_WEEKDAY = rf"(?:{'|'.join(DAY_NAMES)}|(?-i:Mon|Tues?|Wed|Thu(?:rs?)?|Fri)\b)"
_MONTH = rf"(?:{'|'.join(MONTH_NAMES)}|(?-i:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b)"
_NUMBER = r"(?P<{0}>[0-3]?\d)(?:st|nd|rd|th)?"
_PART = r"(?:\s+(?P<part>morning|lunchtime|afternoon|evening|night))?"


@dataclass(frozen=True)
class DayWords:
    """A day that was named, the part of it if one was, and where; `lasting` when it is the end of a span."""

    span: Span
    day: date
    part: str = ""
    lasting: bool = False


def find_days(text: str, today: date, hours: BusinessHours) -> list[DayWords]:
    """Every day named in a text, first to last; days that no calendar has ("31 June") are left out."""
    found: list[DayWords] = []
    for pattern, meant in _GRAMMAR:
        for match in pattern.finditer(text):
            span = Span(*match.span())
            if any(span.start < other.span.end and other.span.start < span.end for other in found):
                continue
            try:
                day = meant(match, today, hours)
            except (ValueError, OverflowError):
                continue
            found.append(DayWords(span, day, _part(match), bool(_LASTING.search(match[0]))))
    return sorted(found, key=lambda one: one.span)


def working_day(today: date, count: int, hours: BusinessHours) -> date:
    """The n-th working day after today. Raises ValueError when there is none within reach."""
    day, left = today, max(1, count)
    for _ in range(SEARCH_DAYS + 2 * left):
        day += timedelta(days=1)
        left -= hours.is_working_day(day)
        if left == 0:
            return day
    raise ValueError("no working day was found; are all days holidays?")


def last_working_day(first: date, last: date, hours: BusinessHours) -> date:
    """The last day of a span on which people work, or its very last when they never do."""
    days = (last - timedelta(days=back) for back in range((last - first).days + 1))
    return next((day for day in days if hours.is_working_day(day)), last)


_LASTING = re.compile(r"\b(?:end|close|week|weekend|month|year)\b|EO[DW]|COB", re.IGNORECASE)
_Meaning = Callable[["re.Match[str]", date, BusinessHours], date]


def _part(match: re.Match[str]) -> str:
    named = match.groupdict().get("part") or ""
    return "night" if "night" in match[0].lower() and "overnight" not in match[0].lower() else named.lower()


def _tomorrow(match: re.Match[str], today: date, hours: BusinessHours) -> date:
    return today + timedelta(days=2 if "after" in match[0].lower() else 1)


def _weekday(match: re.Match[str], today: date, hours: BusinessHours) -> date:
    which, number = (match["which"] or "").lower(), _WEEKDAYS[match["weekday"].lower()]
    if which == "next":
        return _monday(today) + timedelta(days=7 + number)
    ahead = (number - today.weekday() - 1) % 7 + 1
    return today + timedelta(days=ahead + (7 if match["later"] else 0))


def _date(match: re.Match[str], today: date, hours: BusinessHours) -> date:
    month, year = _MONTHS[match["month"].lower()], match["year"]
    if year:
        return date(int(year), month, int(match["day"]))
    return next(
        _from(today, (date(at, month, int(match["day"])) for at in _years(today, month, match["day"])))
    )


def _numeric(match: re.Match[str], today: date, hours: BusinessHours) -> date:
    return date.fromisoformat(match[0])


def _day_of_month(match: re.Match[str], today: date, hours: BusinessHours) -> date:
    number = int(match["day"])
    first = today.replace(day=1)
    for _ in range(3):
        if number <= _last_of_month(first).day and first.replace(day=number) > today:
            return first.replace(day=number)
        first = _last_of_month(first) + timedelta(days=1)
    raise ValueError(f"no month has a day {number}")


def _end_of(match: re.Match[str], today: date, hours: BusinessHours) -> date:
    unit, ahead = match["unit"].lower(), (match["ahead"] or "").lower() == "next"
    if unit == "week":
        return _week(today + timedelta(days=7 * ahead), today, hours)
    if unit == "month":
        return _last_of_month(_last_of_month(today) + timedelta(days=1) if ahead else today)
    if unit == "year":
        return date(today.year + ahead, 12, 31)
    return today


def _weekend(match: re.Match[str], today: date, hours: BusinessHours) -> date:
    if match[0].lower().startswith(("by", "before")):
        return _week(today, today, hours)
    return _monday(today) + timedelta(days=6)


def _week(day: date, today: date, hours: BusinessHours) -> date:
    monday = _monday(day)
    last = last_working_day(monday, monday + timedelta(days=6), hours)
    return last if last >= today else monday + timedelta(days=6)


def _years(today: date, month: int, day: str) -> Iterator[int]:
    # The 29th of February may be eight years away.
    for year in range(today.year, today.year + 9):
        try:
            date(year, month, int(day))
        except ValueError:
            continue
        yield year
    raise ValueError("no year has that day")


def _from(today: date, days: Iterator[date]) -> Iterator[date]:
    return (day for day in days if day >= today)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _last_of_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


# Longer ways of saying come first: what they cover is not looked at again.
_GRAMMAR: tuple[tuple[re.Pattern[str], _Meaning], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), meaning)
    for pattern, meaning in (
        (r"\b(?:the\s+)?day\s+after\s+tomorrow\b" + _PART, _tomorrow),
        (r"\b(?:first\s+thing\s+)?(?:tomorrow|tmrw|tomorow|tommorow|tommorrow)\b" + _PART, _tomorrow),
        (r"\bovernight\b|\bfirst\s+thing\b(?!\s+(?:on\s+)?(?-i:[A-Z]))", _tomorrow),
        (r"\b\d{4}-\d\d-\d\d\b", _numeric),
        (
            rf"\b(?:{_WEEKDAY},?\s+)?(?:the\s+)?{_NUMBER.format('day')}\s+(?:of\s+)?(?P<month>{_MONTH})\b"
            r"(?:,?\s+(?P<year>20\d\d))?",
            _date,
        ),
        (
            rf"\b(?:{_WEEKDAY},?\s+)?(?P<month>{_MONTH})\s+(?:the\s+)?{_NUMBER.format('day')}\b(?!:)"
            r"(?:,?\s+(?P<year>20\d\d))?",
            _date,
        ),
        (rf"\b(?:{_WEEKDAY},?\s+)?(?:the\s+)(?P<day>[0-3]?\d)(?:st|nd|rd|th)\b", _day_of_month),
        (
            rf"\b(?:(?P<which>next|this|coming)\s+)?(?P<weekday>{_WEEKDAY})(?P<later>\s+week\b)?" + _PART,
            _weekday,
        ),
        (
            r"\b(?:the\s+)?(?:end|close)\s+of\s+(?:the\s+|this\s+|play\b)?(?P<ahead>next)?\s*"
            r"(?P<unit>day|today|business|working\s+day|week|month|year)\b",
            _end_of,
        ),
        (r"\b(?P<ahead>next|this)\s+(?P<unit>week|month|year)\b", _end_of),
        (r"\b(?-i:EOD|COB)\b(?!\s+(?:on\s+)?(?-i:[A-Z]))", lambda match, today, hours: today),
        (r"\b(?-i:EOW)\b", lambda match, today, hours: _week(today, today, hours)),
        (r"\b(?:(?:by|before|over|at|on)\s+)?(?:the|this)\s+weekend\b", _weekend),
        (
            r"\b(?:the\s+)?next\s+(?:working|business)\s+day\b",
            lambda match, today, hours: working_day(today, 1, hours),
        ),
        (
            r"\btonight\b|\btoday\b|\bthis\s+(?P<part>morning|lunchtime|afternoon|evening)\b|\bafter\s+lunch\b",
            lambda match, today, hours: today,
        ),
        (
            r"\b(?:by|before|until)\s+Christmas\b",
            lambda match, today, hours: next(_from(today, (date(today.year + n, 12, 25) for n in (0, 1)))),
        ),
    )
)

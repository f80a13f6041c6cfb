"""Due times in words: days, hours and lapses put together into the moment a promise is due."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta, timezone

from amends.casework.clocks import BusinessHours
from amends.casework.day_words import DayWords, find_days, last_working_day
from amends.casework.found_promise import Due, Span
from amends.casework.hour_words import HourWords, find_hours
from amends.casework.lapse_words import end_of_day, find_lapses

_BETWEEN = re.compile(
    r"[\s,(]*(?:(?:by|at|on|of|in|from|before|until|till|around|about|the)\s*)*", re.IGNORECASE
)
_LEAD = re.compile(
    r"(?:\b(?:not\s+before|on\s+or\s+before|no\s+later\s+than|not\s+later\s+than|by|before|until|till|on|from|after|at|as\s+of|in"
    r"|for|since|around|about|over|of|at\s+the\s+latest\s+by)\s+(?:the\s+)?)+$",
    re.IGNORECASE,
)
_TAIL = re.compile(r",?\s+at\s+the\s+(?:very\s+)?latest\b", re.IGNORECASE)
_SINCE = re.compile(r"\bsince\b", re.IGNORECASE)
_BEFORE = re.compile(r"(?<!not )(?<!on or )\bbefore\b", re.IGNORECASE)
_FROM = re.compile(r"\b(?:from|after|as of|not before)\b", re.IGNORECASE)
_PARTS = {"morning": time(12), "lunchtime": time(14), "afternoon": time(18), "evening": time(22)}
_NIGHT = time(23, 59)
# Nobody means an hour of the night when they say "at 5" and no more.
_WAKING = range(7, 23)
_OFFICE = range(7, 19)


def find_dues(text: str, said_at: datetime, hours: BusinessHours) -> list[Due]:
    """Every due time named in a text, first to last, none before `said_at` (aware; else ValueError)."""
    local = hours.local(said_at)
    lapses = find_lapses(text, said_at, hours)
    days = _apart(find_days(text, local.date(), hours), lapses)
    clocks = _apart_hours(find_hours(text), lapses, days)
    found = list(lapses)
    for day, clock in _pairs(text, days, clocks):
        due = _due(text, day, clock, said_at, hours)
        if due is not None:
            found.append(due)
    return sorted(found, key=lambda one: one.span)


def _apart(days: Sequence[DayWords], taken: Sequence[Due]) -> list[DayWords]:
    return [day for day in days if not any(_overlap(day.span, other.span) for other in taken)]


def _apart_hours(
    clocks: Sequence[HourWords], lapses: Sequence[Due], days: Sequence[DayWords]
) -> list[HourWords]:
    taken = [*(one.span for one in lapses), *(one.span for one in days)]
    return [clock for clock in clocks if not any(_overlap(clock.span, span) for span in taken)]


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _pairs(
    text: str, days: Sequence[DayWords], clocks: Sequence[HourWords]
) -> list[tuple[DayWords | None, HourWords | None]]:
    """Days with the hour said right before or after them; "by 4 this afternoon" is one time and not two."""
    pairs: list[tuple[DayWords | None, HourWords | None]] = []
    left = list(clocks)
    for day in days:
        near = next((clock for clock in left if _adjoin(text, day.span, clock.span)), None)
        if near is not None:
            left.remove(near)
        pairs.append((day, near))
    return pairs + [(None, clock) for clock in left]


def _adjoin(text: str, one: Span, other: Span) -> bool:
    first, second = sorted((one, other))
    return _BETWEEN.fullmatch(text[first.end : second.start]) is not None


def _due(
    text: str, day: DayWords | None, clock: HourWords | None, said_at: datetime, hours: BusinessHours
) -> Due | None:
    spans = sorted(one.span for one in (day, clock) if one is not None)
    lead = _LEAD.search(text[: spans[0].start])
    tail = _TAIL.match(text, spans[-1].end)
    span = Span(lead.start() if lead else spans[0].start, tail.end() if tail else spans[-1].end)
    words = text[span.start : span.end]
    if _SINCE.search(words):
        return None
    try:
        due = _moment(words, span, day, clock, said_at, hours)
    except (ValueError, OverflowError):
        return None
    return due if due is not None and due.latest >= said_at else None


def _moment(
    words: str,
    span: Span,
    day: DayWords | None,
    clock: HourWords | None,
    said_at: datetime,
    hours: BusinessHours,
) -> Due | None:
    local = hours.local(said_at)
    if clock is not None and clock.exact:
        moment = _at_hour(clock, day, local)
        first = _start(moment, clock)
        earliest = moment if _FROM.search(words) and first is None else first
        latest = _utc(moment)
        if earliest is moment:
            latest = max(end_of_day(moment, said_at, hours), latest)
        return Due(latest, _utc(earliest) if earliest else None, True, False, span)
    if day is None:
        due = _part_of(local.date(), "lunchtime", said_at, hours)
    elif _BEFORE.search(words) and not day.lasting and not day.part and day.day > local.date():
        start = max(local.date(), day.day - timedelta(days=7))
        due = _part_of(last_working_day(start, day.day - timedelta(days=1), hours), "", said_at, hours)
    else:
        due = _part_of(day.day, day.part, said_at, hours)
    whole = Due(due, None, False, False, span)
    if day is not None and _FROM.search(words) and day.day > local.date():
        return replace(whole, earliest=_utc(datetime.combine(day.day, hours.opens, hours.zone)))
    return whole


def _part_of(day: date, part: str, said_at: datetime, hours: BusinessHours) -> datetime:
    local = datetime.combine(day, _NIGHT if part == "night" else _PARTS.get(part, _NIGHT), hours.zone)
    if part and _utc(local) > said_at:
        return _utc(local)
    return end_of_day(local, said_at, hours)


def _at_hour(clock: HourWords, day: DayWords | None, local: datetime) -> datetime:
    """The moment an hour means; without a day it is the first one to come, and never one at night."""
    zone = local.tzinfo
    if day is None:
        for ahead in (0, 1, 2):
            for at in _readings(clock, "", _WAKING):
                moment = datetime.combine(local.date() + timedelta(days=ahead), at, zone)
                if _utc(moment) > _utc(local):
                    return moment
    assert day is not None
    choices = [datetime.combine(day.day, at, zone) for at in _readings(clock, day.part, _OFFICE)]
    if clock.at == time(0) and (day.part == "night" or day.day == local.date()):
        return datetime.combine(day.day + timedelta(days=1), clock.at, zone)
    later = [moment for moment in choices if _utc(moment) > _utc(local)]
    if not later and day.day == local.date() and not clock.sure and not day.part:
        later = [moment + timedelta(hours=12) for moment in choices if moment.hour < 12]
    return (later or choices)[0]


def _readings(clock: HourWords, part: str, likely: range) -> list[time]:
    if clock.sure:
        return [clock.at]
    early, late = clock.at.replace(hour=clock.at.hour % 12), clock.at.replace(hour=clock.at.hour % 12 + 12)
    if part:
        return [early] if part == "morning" else [late]
    return [at for at in (early, late) if at.hour in likely] or [clock.at]


def _start(moment: datetime, clock: HourWords) -> datetime | None:
    """The first moment of a range that ends at `moment`: "from 2 to 4" begins two hours before."""
    if clock.first is None:
        return None
    start = datetime.combine(moment.date(), clock.first, moment.tzinfo)
    late = start + timedelta(hours=12)
    return late if late < moment and moment.hour >= 12 and clock.first.hour < 7 else min(start, moment)


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(timezone.utc)

"""Lapses of time in words: "within two working days", "in half an hour", "in 3 to 5 days"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta, timezone

from amends.casework.clocks import BusinessHours
from amends.casework.day_words import working_day
from amends.casework.found_promise import Due, Span
from amends.casework.hour_words import NUMBERS

# What people mean by words that are no numbers, taken at the lower end: a promise is heard that way.
_ABOUT = {"couple": 2, "few": 3, "half": 0.5}
_COUNT = (
    r"(?:the\s+)?(?:next\s+)?(?:about\s+|around\s+|roughly\s+)?"
    r"(?P<count>\d{1,3}|a\s+couple(?:\s+of)?|a\s+few|couple(?:\s+of)?|few|half\s+an?|"
    + "|".join(sorted(NUMBERS, key=len, reverse=True))
    + r")?"
    rf"(?:\s*(?:-|–|to|or)\s*(?P<most>\d{{1,3}}|{'|'.join(sorted(NUMBERS, key=len, reverse=True))}))?"
)
_UNIT = (
    r"[\s-]*(?P<working>working|business|week)?\s*(?P<unit>minute|min|hour|hr|day|week|fortnight|month)s?\b"
)
_WITHIN = re.compile(
    rf"\b(?:(?:within|inside|in\s+under|in\s+less\s+than|in|over|for|after)\s+|(?=[\w-]+\s+\w+\s+from\s+now))(?P<whole>{_COUNT}{_UNIT})"
    r"(?:['’]?\s+time\b|\s+from\s+now\b)?(?:\s+at\s+(?:the\s+)?(?:most|latest))?",
    re.IGNORECASE,
)
_SECONDS = {"minute": 60, "min": 60, "hour": 3600, "hr": 3600}
_DAYS = {"day": 1, "week": 7, "fortnight": 14, "month": 30}
_LAST = time(23, 59)


@dataclass(frozen=True)
class _Lapse:
    count: float
    unit: str
    working: bool


def find_lapses(text: str, said_at: datetime, hours: BusinessHours) -> list[Due]:
    """Every lapse of time named in a text, counted from when it was said; too long ones are left out."""
    found = []
    for match in _WITHIN.finditer(text):
        if match["count"] is None and not re.search(r"\b(?:the|next)\b", match["whole"], re.IGNORECASE):
            continue
        unit = match["unit"].lower()
        working = (match["working"] or "").lower() in ("working", "business")
        try:
            most = _end(_Lapse(_amount(match["most"] or match["count"]), unit, working), said_at, hours)
            least = _end(_Lapse(_amount(match["count"]), unit, working), said_at, hours)
        except (ValueError, OverflowError):
            continue
        earliest = least if match["most"] and least < most else None
        found.append(Due(most, earliest, unit in _SECONDS, True, Span(*match.span())))
    return found


def end_of_day(day: datetime, said_at: datetime, hours: BusinessHours) -> datetime:
    """When a day's work ends (aware, in UTC): at closing time, or at midnight when that is no help."""
    zoned = [
        datetime.combine(day.date(), at, hours.zone).astimezone(timezone.utc) for at in (hours.closes, _LAST)
    ]
    if hours.is_working_day(day.date()) and zoned[0] > said_at:
        return zoned[0]
    today = day.date() == hours.local(said_at).date()
    return max(zoned[1], said_at) if today else zoned[1]


def _end(lapse: _Lapse, said_at: datetime, hours: BusinessHours) -> datetime:
    if lapse.unit in _SECONDS:
        # Hours pass, whatever the clocks are set to meanwhile.
        return said_at.astimezone(timezone.utc) + timedelta(seconds=lapse.count * _SECONDS[lapse.unit])
    local = hours.local(said_at)
    if lapse.working and lapse.unit == "day":
        day = working_day(local.date(), int(lapse.count), hours)
        return end_of_day(datetime.combine(day, _LAST), said_at, hours)
    return end_of_day(local + timedelta(days=lapse.count * _DAYS[lapse.unit]), said_at, hours)


def _amount(words: str | None) -> float:
    if words is None:
        return 1
    words = words.lower()
    if words.isdigit():
        return int(words)
    return next((number for word, number in _ABOUT.items() if word in words), NUMBERS.get(words, 1))

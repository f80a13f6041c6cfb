"""Hours in words: "at 5", "half past eight", "between 9 and 12", "by noon", and which hour that is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time

from amends.casework.found_promise import Span

NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fourteen": 14, "fifteen": 15, "twenty": 20,
    "thirty": 30, "forty": 40, "forty-five": 45, "sixty": 60, "ninety": 90,
}  # fmt: skip
_HOUR = r"(?:[01]?\d|2[0-3]|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_HALF = r"(?:\s*(?P<{0}half>[ap]\.?m\b\.?)|\s+o['’]?clock)"
_CLOCK = rf"(?P<{{0}}hour>{_HOUR})(?:[:.](?P<{{0}}minute>[0-5]\d))?"
_ZONE = r"(?:\s+(?-i:UTC|GMT|BST|CET|CEST|E[SD]T|C[SD]T|M[SD]T|P[SD]T)\b)?"
# A number after "at" or "by" is an hour unless it counts something.
_COUNTS = (
    r"(?![\w%€£$:]|[.,]\d|\s*(?:%|percent|per\s+cent|pounds?|euros?|dollars?|minutes?|mins?|hours?|days?|weeks?"
    r"|months?|years?|working|business|people|places?|points?|times|least|most|January|February|March|April"
    r"|May|June|July|August|September|October|November|December|[A-Z]\w+\s+(?:Street|Road))\b)"
)
_NAMED = {"noon": time(12), "midday": time(12), "midnight": time(0), "lunchtime": time(13), "lunch": time(13)}

_RANGE = re.compile(
    rf"\b(?:(?:between|from)\s+|(?=\d{{1,2}}(?:[:.]\d\d)?\s*(?:[ap]m)?\s*[-–]\s*\d{{1,2}}(?:[:.]\d\d|\s*[ap]m)))"
    rf"{_CLOCK.format('first_')}(?:{_HALF.format('first_')})?\s*(?:and|to|till|until|-|–)\s*"
    rf"{_CLOCK.format('')}(?:{_HALF.format('')})?" + _COUNTS + _ZONE,
    re.IGNORECASE,
)
_PAST = re.compile(rf"\b(?P<turn>half|quarter)\s+(?P<way>past|to)\s+(?P<hour>{_HOUR})\b", re.IGNORECASE)
_WITH_HALF = re.compile(rf"\b{_CLOCK.format('')}{_HALF.format('')}{_ZONE}", re.IGNORECASE)
_COLON = re.compile(rf"\b(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)\b{_ZONE}", re.IGNORECASE)
_BARE = re.compile(
    rf"\b(?:at|by|before|till|until|around|about)\s+(?P<hour>{_HOUR})(?:\.(?P<minute>[0-5]\d))?\b{_COUNTS}",
    re.IGNORECASE,
)
_WORD = re.compile(
    r"\b(?:(?<!after )(?:noon|midday|midnight|lunchtime)|(?:by|before)\s+lunch)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class HourWords:
    """An hour that was named, and the one a range begins with.

    `sure` when it can be one hour of a day only; "at 5" may be two. `named` hours such as lunchtime are
    no exact ones.
    """

    span: Span
    at: time
    sure: bool
    first: time | None = None
    exact: bool = True


def find_hours(text: str) -> list[HourWords]:
    """Every hour named in a text, first to last."""
    found: list[HourWords] = []
    for pattern in (_RANGE, _PAST, _WITH_HALF, _COLON, _BARE, _WORD):
        for match in pattern.finditer(text):
            span = Span(*match.span())
            if not any(span.start < other.span.end and other.span.start < span.end for other in found):
                found.append(_hour(match, span))
    return sorted(found, key=lambda one: one.span)


def _hour(match: re.Match[str], span: Span) -> HourWords:
    groups = match.groupdict()
    if match.re is _WORD:
        word = match[0].lower().split()[-1]
        return HourWords(span, _NAMED[word], True, exact=not word.startswith("lunch"))
    at = time(_number(groups["hour"]), int(groups.get("minute") or 0))
    if match.re is _PAST:
        minutes = at.hour * 60 + {"half": 30, "quarter": 15}[groups["turn"].lower()]
        if groups["way"].lower() == "to":
            minutes = at.hour * 60 - 15
        return HourWords(span, time(minutes // 60 % 24, minutes % 60), False)
    half = groups.get("half") or ""
    sure = bool(half) or at.hour > 12 or at.hour == 0 or groups["hour"].startswith("0")
    first = None
    if groups.get("first_hour"):
        first = _half(
            time(_number(groups["first_hour"]), int(groups["first_minute"] or 0)), groups["first_half"]
        )
    return HourWords(span, _half(at, half), sure, first)


def _half(at: time, half: str | None) -> time:
    if not half or at.hour > 12:
        return at
    return at.replace(hour=at.hour % 12 + (12 if half.lower().startswith("p") else 0))


def _number(word: str) -> int:
    return int(word) if word.isdigit() else NUMBERS[word.lower()]

"""The clocks file."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest

from amends.casework.time_limits import Clocks, Limit
from amends.rulebook import RulebookError
from amends.rulebook.clocks_file import load_clocks

ROOT = Path(__file__).resolve().parents[3]
GOOD = """use: ours
calendars:
  england:
    zone: Europe/London
    opens: "08:30"
    closes: "18:00"
    weekdays: [Monday, Saturday]
    holidays: GB-ENG
    days_off: [2026-12-24]
firms:
  ours:
    calendar: england
    acknowledgement: {business_days: 1}
    early_resolution: {business_days: 3}
    final_answer: {weeks: 8}
"""


def holidays_of(name: str) -> frozenset[date]:
    """One calendar, with one day."""
    if name != "GB-ENG":
        raise LookupError(f"there is no calendar of public holidays {name!r}")
    return frozenset({date(2026, 12, 25)})


def load(text: str) -> Clocks:
    """Clocks of a text."""
    return load_clocks(Path("clocks.yml"), holidays_of, text)


def test_a_calendar_and_the_limits_of_a_firm() -> None:
    limits = load(GOOD).limits
    assert (limits.hours.opens, limits.hours.closes) == (time(8, 30), time(18))
    assert limits.hours.weekdays == {0, 5}
    assert limits.hours.holidays == {date(2026, 12, 24), date(2026, 12, 25)}
    assert limits.hours.zone_name == "Europe/London"
    assert limits.early_resolution == Limit(3, "business_days")
    assert limits.final_answer == Limit(8, "weeks")


def test_the_file_of_the_house_is_good() -> None:
    clocks = load_clocks(ROOT / "data/clocks.yml", lambda name: frozenset())
    assert clocks.limits.early_resolution is None
    assert clocks.firms["regulated"].final_answer == Limit(8, "weeks")


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("use: ours", "use: theirs", r"clocks\.yml:1: there is no firm 'theirs'; known are ours"),
        ("use: ours\n", "", r"clocks\.yml:1: 'use' is missing"),
        ("Europe/London", "Europe/Londres", r"clocks\.yml:4: there is no time zone 'Europe/Londres'"),
        ("Europe/London", "../etc/passwd", r"clocks\.yml:4: there is no time zone"),
        ('"08:30"', "8:30", r'clocks\.yml:5: expected a local time such as "09:00", found 510'),
        ('"08:30"', '"8 am"', r'clocks\.yml:5: expected a local time such as "09:00"'),
        ('"08:30"', '"19:00"', r"clocks\.yml:4: business hours must open before they close"),
        ("[Monday, Saturday]", "[Moonday]", r"clocks\.yml:7: 'Moonday' is no weekday"),
        ("[Monday, Saturday]", "[]", r"clocks\.yml:4: business hours need at least one weekday"),
        ("GB-ENG", "XX", r"clocks\.yml:8: there is no calendar of public holidays 'XX'"),
        ("2026-12-24", "Christmas", r"clocks\.yml:9: expected a day such as 2026-12-24"),
        ("calendar: england", "calendar: france", r"clocks\.yml:12: there is no calendar 'france'"),
        ("{weeks: 8}", "{weeks: 0}", r"clocks\.yml:15: expected a number from 1 to 1000, found 0"),
        ("{weeks: 8}", "{moons: 8}", r"clocks\.yml:15: expected one of hours, days, business_days, weeks"),
        ("final_answer: {weeks: 8}", "answer: {weeks: 8}", r"clocks\.yml:15: 'answer' is not part of a firm"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(old: str, new: str, problem: str) -> None:
    with pytest.raises(RulebookError, match=problem):
        load(GOOD.replace(old, new, 1))

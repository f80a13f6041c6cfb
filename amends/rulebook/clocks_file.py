"""Reads data/clocks.yml into Clocks: calendars with their opening hours, and each firm's time limits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from zoneinfo import ZoneInfo

from amends.casework.clocks import DAY_NAMES, BusinessHours
from amends.casework.time_limits import UNITS, Clocks, Limit, TimeLimits
from amends.rulebook.source import Node, RulebookError, read

# Given the name of a calendar of public holidays: the days. LookupError when there is no such calendar.
HolidaysOf = Callable[[str], frozenset[date]]
_CALENDAR = {"zone", "opens", "closes", "weekdays", "holidays", "days_off"}
_FIRM = {"calendar", "acknowledgement", "early_resolution", "final_answer"}


def load_clocks(path: Path, holidays_of: HolidaysOf, text: str | None = None) -> Clocks:
    """The clocks of the business; RulebookError names file and line."""
    root = read(path, text)
    entries = _entries(root, {"use", "calendars", "firms"}, "the clocks")
    calendars = {
        name: _calendar(node, holidays_of)
        for name, node in _needed(root, entries, "calendars").mapping().items()
    }
    firms = {name: _firm(node, calendars) for name, node in _needed(root, entries, "firms").mapping().items()}
    used = _needed(root, entries, "use")
    return Clocks(calendars, firms, _known(used, set(firms), "firm"))


def _calendar(node: Node, holidays_of: HolidaysOf) -> BusinessHours:
    entries = _entries(node, _CALENDAR, "a calendar")
    zone = _needed(node, entries, "zone")
    days = frozenset[date]()
    if "holidays" in entries:
        named = entries["holidays"]
        try:
            days = holidays_of(named.text())
        except LookupError as error:
            raise named.place.error(str(error.args[0])) from None
    if "days_off" in entries:
        days |= {_day(item) for item in entries["days_off"].items()}
    try:
        return BusinessHours(
            opens=_time(_needed(node, entries, "opens")),
            closes=_time(_needed(node, entries, "closes")),
            weekdays=frozenset(_weekday(item) for item in _needed(node, entries, "weekdays").items()),
            zone=_zone(zone),
            zone_name=zone.text(),
            holidays=days,
        )
    except RulebookError:
        raise
    except ValueError as error:
        raise node.place.error(str(error)) from None


def _firm(node: Node, calendars: dict[str, BusinessHours]) -> TimeLimits:
    entries = _entries(node, _FIRM, "a firm")
    early = entries.get("early_resolution")
    return TimeLimits(
        hours=calendars[_known(_needed(node, entries, "calendar"), set(calendars), "calendar")],
        acknowledgement=_limit(_needed(node, entries, "acknowledgement")),
        final_answer=_limit(_needed(node, entries, "final_answer")),
        early_resolution=_limit(early) if early else None,
    )


def _limit(node: Node) -> Limit:
    entries = node.mapping()
    for unit in UNITS:
        if set(entries) == {unit}:
            count = entries[unit].whole()
            if not 1 <= count <= 1000:
                raise entries[unit].place.error(f"expected a number from 1 to 1000, found {count}")
            return Limit(count, unit)
    raise node.place.error(f"expected one of {', '.join(UNITS)} with a number")


def _entries(node: Node, known: set[str], what: str) -> dict[str, Node]:
    entries = node.mapping()
    for key, value in entries.items():
        if key not in known:
            raise value.place.error(f"{key!r} is not part of {what}")
    return entries


def _needed(node: Node, entries: dict[str, Node], key: str) -> Node:
    if key not in entries:
        raise node.place.error(f"{key!r} is missing")
    return entries[key]


def _known(node: Node, names: set[str], what: str) -> str:
    name = node.text()
    if name not in names:
        raise node.place.error(f"there is no {what} {name!r}; known are {', '.join(sorted(names))}")
    return name


def _zone(node: Node) -> ZoneInfo:
    try:
        return ZoneInfo(node.text())
    except (LookupError, ValueError, OSError):
        raise node.place.error(f"there is no time zone {node.text()!r}") from None


def _time(node: Node) -> time:
    # YAML reads 09:00 without quotes as a number of minutes.
    try:
        at = time.fromisoformat(node.text())
    except ValueError:
        raise node.place.error(f'expected a local time such as "09:00", found {node.value!r}') from None
    if at.tzinfo is not None:
        raise node.place.error(f'expected a local time such as "09:00", found {node.value!r}')
    return at


def _weekday(node: Node) -> int:
    name = node.text()
    if name not in DAY_NAMES:
        raise node.place.error(f"{name!r} is no weekday; expected {', '.join(DAY_NAMES)}")
    return DAY_NAMES.index(name)


def _day(node: Node) -> date:
    if isinstance(node.value, date):
        return node.value
    try:
        return date.fromisoformat(node.text())
    except ValueError:
        raise node.place.error(f"expected a day such as 2026-12-24, found {node.value!r}") from None

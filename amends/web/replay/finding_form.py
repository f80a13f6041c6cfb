"""The search of the replay room: from an address to what is wanted, and back to addresses."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from amends.deescalation.bands import BANDS
from amends.deescalation.moves import MOVES
from amends.records.finding import Place, Wanted
from amends.web.plain_words import REASONS, sentence
from amends.web.replay import known

ADDRESS = "/replay"
LONGEST_TEXT = 200


@dataclass(frozen=True)
class Choice:
    """One thing that can be narrowed: its name in the address, its label, and its values in words."""

    name: str
    label: str
    values: Mapping[str, str]


@dataclass(frozen=True)
class Chip:
    """A filter in force: what it says, and the address without it."""

    label: str
    said: str
    without: str


@dataclass(frozen=True)
class Search:
    """What was asked for; `chosen` are the parts of the address that hold, `problems` those that do not."""

    wanted: Wanted
    chosen: dict[str, str]
    problems: list[str]
    chips: list[Chip]
    after: Place | None = None
    before: Place | None = None


def choices(agents: list[tuple[int, str]]) -> list[Choice]:
    """Everything that can be chosen from a list, in the order of the page."""
    bands = {band: sentence(band) for band in BANDS}
    return [
        Choice("peak", "Highest band", bands),
        Choice("band", "Band at some turn", bands),
        Choice("outcome", "How it came out", known.OUTCOMES),
        Choice("reason", "Handed over because", REASONS),
        Choice("agent", "Agent", {str(agent_id): name for agent_id, name in agents}),
        Choice("intent", "Read as", {name: sentence(name) for name in known.intents()}),
        Choice("move", "Move made", {name: sentence(name) for name in MOVES}),
        Choice("review", "Review", known.REVIEWS),
    ]


def understand(given: Mapping[str, str], agents: list[tuple[int, str]]) -> Search:
    """The search of an address; what cannot be understood narrows nothing and is named."""
    chosen, problems = {}, []
    if text := given.get("q", "").strip()[:LONGEST_TEXT]:
        chosen["q"] = text
    said = {"q": ("Words", f"“{text}”")}
    for choice in choices(agents):
        value = given.get(choice.name, "").strip()
        if value in choice.values:
            chosen[choice.name] = value
            said[choice.name] = (choice.label, choice.values[value])
        elif value:
            problems.append(f"“{value[:40]}” is nothing that “{choice.label}” can be, so it narrows nothing.")
    days = {}
    for name, label in (("from", "From"), ("to", "To")):
        value = given.get(name, "").strip()
        day = _day(value)
        if day:
            chosen[name], days[name] = value, day
            said[name] = (label, day.strftime("%-d %b %Y"))
        elif value:
            problems.append(f"“{value[:40]}” is no date (like 2026-11-30), so it narrows nothing.")
    if days.get("from", date.min) > days.get("to", date.max):
        problems.append("The first day lies after the last one, so nothing can be found.")
    chips = [Chip(*said[name], address({**chosen, name: ""})) for name in chosen]
    search = Search(_wanted(chosen, days), chosen, problems, chips)
    return _at_its_place(search, given)


def address(chosen: Mapping[str, str], **more: str) -> str:
    """The address of a search."""
    kept = {name: value for name, value in {**chosen, **more}.items() if value}
    return f"{ADDRESS}?{urlencode(kept)}" if kept else ADDRESS


def cursor(place: Place) -> str:
    """A place in the list as a part of an address."""
    return f"{place.opened_at.astimezone(UTC).isoformat()}~{place.conversation_id}"


def _at_its_place(search: Search, given: Mapping[str, str]) -> Search:
    places: dict[str, Any] = {name: _place(given.get(name, "")) for name in ("after", "before")}
    if any(given.get(name) and place is None for name, place in places.items()):
        search.problems.append("The page could not be found again, so this is the first one.")
    return replace(search, **places)


def _place(value: str) -> Place | None:
    at, _, conversation_id = value.partition("~")
    opened_at = _read(datetime.fromisoformat, at)
    if opened_at is None or opened_at.tzinfo is None or not conversation_id:
        return None
    try:
        return Place(opened_at.astimezone(UTC), conversation_id)
    except OverflowError:
        # A moment of the first or the last day of all may not exist in UTC.
        return None


def _day(value: str) -> date | None:
    day = _read(date.fromisoformat, value)
    # The day after must exist as well, and years of three digits are slips of the keyboard.
    return day if day and 1970 <= day.year < 9999 else None


def _read[Kind](reader: Callable[[str], Kind], value: str) -> Kind | None:
    try:
        return reader(value)
    except ValueError:
        return None


def _wanted(chosen: Mapping[str, str], days: Mapping[str, date]) -> Wanted:
    names = ("band", "peak", "intent", "reason", "move", "outcome", "review")
    return Wanted(
        text=chosen.get("q", ""),
        agent_id=int(chosen["agent"]) if "agent" in chosen else None,
        opened_from=_midnight(days["from"]) if "from" in days else None,
        opened_before=_midnight(days["to"] + timedelta(days=1)) if "to" in days else None,
        **{name: chosen.get(name, "") for name in names},
    )


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)

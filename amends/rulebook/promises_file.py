"""Reads labelled sentences for finding promises: one JSON object a line, as docs/promises.md describes it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from amends.casework.clocks import BusinessHours
from amends.casework.promise_bench import Labelled, LabelledText
from amends.rulebook.source import Place, RulebookError

_KEYS = {"text", "speaker", "business", "said_at", "calendar", "held_out", "promises"}
_PROMISE = {"what", "who", "due", "to", "conditional"}


def load_promises(path: Path, calendars: Mapping[str, BusinessHours]) -> list[LabelledText]:
    """The sentences of a file; RulebookError names file and line."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except FileNotFoundError:
        raise RulebookError(f"{path}:1: the file is missing") from None
    except UnicodeDecodeError:
        raise RulebookError(f"{path}:1: this is no text in UTF-8") from None
    return [
        _row(line, calendars, Place(path, number)) for number, line in enumerate(lines, 1) if line.strip()
    ]


def _row(line: str, calendars: Mapping[str, BusinessHours], place: Place) -> LabelledText:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise place.error(f"this is not JSON: {error}") from None
    if not isinstance(row, dict) or set(row) != _KEYS:
        raise place.error(f"expected an object with {', '.join(sorted(_KEYS))}")
    if not isinstance(row["text"], str) or row["speaker"] not in ("agent", "assistant"):
        raise place.error("expected a text, and agent or assistant as its speaker")
    if row["calendar"] not in calendars:
        raise place.error(f"there is no calendar {row['calendar']!r}")
    if not isinstance(row["promises"], list) or not isinstance(row["held_out"], bool):
        raise place.error("expected a list of promises, and held_out as true or false")
    said_at = _moment(row["said_at"], place)
    promises = tuple(_promise(one, row["text"], said_at, place) for one in row["promises"])
    return LabelledText(row["text"], said_at, calendars[row["calendar"]], promises, row["held_out"])


def _promise(given: Any, text: str, said_at: datetime, place: Place) -> Labelled:
    if not isinstance(given, dict) or set(given) != _PROMISE:
        raise place.error(f"expected a promise with {', '.join(sorted(_PROMISE))}")
    if not isinstance(given["what"], str) or not given["what"] or given["what"] not in text:
        raise place.error(f"{given['what']!r} does not stand in the text")
    due = None
    if given["due"] is not None:
        due = _moment(given["due"], place) if given["to"] == "hour" else _day(given["due"], place)
        last = due if isinstance(due, datetime) else None
        if (last or said_at) < said_at or (last is None and due < said_at.date()):
            raise place.error("a promise is due before it was made")
    return Labelled(given["what"], str(given["who"]), due, given["conditional"] is True)


def _moment(given: Any, place: Place) -> datetime:
    try:
        moment = datetime.fromisoformat(given)
    except (TypeError, ValueError):
        raise place.error(f"expected a moment such as 2026-11-24T10:30+00:00, found {given!r}") from None
    if moment.utcoffset() is None:
        raise place.error(f"{given!r} has no zone")
    return moment


def _day(given: Any, place: Place) -> date:
    try:
        return date.fromisoformat(given)
    except (TypeError, ValueError):
        raise place.error(f"expected a day such as 2026-11-24, found {given!r}") from None

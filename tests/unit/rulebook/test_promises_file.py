"""The labelled sentences."""

from __future__ import annotations

import json
from datetime import date, datetime, timezone
from pathlib import Path
from typing import Any

import pytest

from amends.casework.clocks import BusinessHours
from amends.rulebook import RulebookError
from amends.rulebook.promises_file import load_promises

ROOT = Path(__file__).resolve().parents[3]
CALENDARS = {"default": BusinessHours()}
PROMISE = {"what": "call", "who": "we", "due": "2026-11-24", "to": "day", "conditional": False}
ROW: dict[str, Any] = {
    "text": "I'll call today.",
    "speaker": "agent",
    "business": "retail",
    "said_at": "2026-11-24T10:30+00:00",
    "calendar": "default",
    "held_out": False,
    "promises": [PROMISE],
}


def write(folder: Path, **changed: Any) -> Path:
    """A file with one row."""
    path = folder / "labelled.jsonl"
    path.write_text(json.dumps(ROW | changed) + "\n", encoding="utf-8")
    return path


def test_a_day_and_a_moment(tmp_path: Path) -> None:
    (row,) = load_promises(write(tmp_path), CALENDARS)
    assert row.promises[0].due == date(2026, 11, 24)
    hour = PROMISE | {"due": "2026-11-24T17:00+00:00", "to": "hour"}
    (row,) = load_promises(write(tmp_path, promises=[hour]), CALENDARS)
    assert row.promises[0].due == datetime(2026, 11, 24, 17, tzinfo=timezone.utc)


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"text": 5}, "expected a text"),
        ({"speaker": "customer"}, "expected a text, and agent or assistant"),
        ({"calendar": "moon"}, "there is no calendar 'moon'"),
        ({"said_at": "2026-11-24T10:30"}, "has no zone"),
        ({"said_at": "soon"}, "expected a moment"),
        ({"extra": 1}, "expected an object with"),
        ({"promises": [PROMISE | {"what": "write"}]}, "'write' does not stand in the text"),
        ({"promises": [PROMISE | {"due": "2026-11-23"}]}, "due before it was made"),
        ({"promises": [PROMISE | {"due": "Friday"}]}, "expected a day"),
        ({"promises": [{}]}, "expected a promise with"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(tmp_path: Path, changed: dict[str, Any], problem: str) -> None:
    with pytest.raises(RulebookError, match=r"labelled\.jsonl:1: .*" + problem):
        load_promises(write(tmp_path, **changed), CALENDARS)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(RulebookError, match="the file is missing"):
        load_promises(tmp_path / "none.jsonl", CALENDARS)


def test_the_sentences_of_the_house_are_good_and_all_different() -> None:
    calendars = {name: BusinessHours() for name in ("default", "england", "new_york")}
    rows = load_promises(ROOT / "data/promises/labelled.jsonl", calendars)
    assert len({row.text.casefold() for row in rows}) == len(rows) >= 320
    held = sum(row.held_out for row in rows)
    assert 0.4 < held / len(rows) < 0.6

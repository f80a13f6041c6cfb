"""Reads the rows this project trains on: messages with an intent, and messages with a judged reading."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from amends.understanding.cue_patterns import CUE_OF_KEY
from amends.understanding.intent_hints import marks_of_intent
from amends.understanding.reading import SIGNALS

# What a judged band means as a number; the guide for people who label says the same.
SCORE_OF_BAND = {"calm": 0.06, "irritated": 0.37, "frustrated": 0.62, "hostile": 0.88}
_INTENT = re.compile(r"^\s*- intent:\s*(\w+)\s*$")
_LOOKUP = re.compile(r"^\s*- lookup:\s*(\w+)\s*$")
_EXAMPLE = re.compile(r"^\s{2,}- (.+)$")
_ANNOTATION = re.compile(r"\[([^\]]+)\](?:\([^)]+\)|\{[^}]+\})")


class BadRow(ValueError):
    """A training row cannot be used; the message names file and line."""


@dataclass(frozen=True)
class Row:
    """One training message with what is known of it: intent, score of frustration, signals.

    What is learned stands first; the cues a reader could underline, the kind of business and the register
    are there to measure by.
    """

    text: str
    intent: str | None = None
    score: float | None = None
    signals: Mapping[str, float] = field(default_factory=dict)
    cues: tuple[str, ...] | None = None
    business: str | None = None
    register: str | None = None


def read_nlu(folder: Path) -> tuple[list[Row], dict[str, list[str]]]:
    """Return the rows of data/nlu/*.yml and the word lists of data/lookups/*.yml beside it.

    It reads the plain form our files keep to (intent, examples, one per line), so that training outside
    Rasa needs no YAML library.
    """
    rows: list[Row] = []
    lookups: dict[str, list[str]] = {}
    for path in sorted([*folder.glob("*.yml"), *(folder.parent / "lookups").glob("*.yml")]):
        intent, lookup = None, None
        for line in path.read_text(encoding="utf-8").splitlines():
            if match := _INTENT.match(line):
                intent, lookup = match.group(1), None
            elif match := _LOOKUP.match(line):
                intent, lookup = None, match.group(1)
            elif match := _EXAMPLE.match(line):
                text = (
                    _ANNOTATION.sub(r"\1", match.group(1)).strip().strip("\"'")
                    if lookup
                    else match.group(1).strip()
                )
                if intent:
                    rows.append(Row(text, intent=intent))
                elif lookup:
                    lookups.setdefault(lookup, []).append(text)
    return rows, lookups


def read_readings(folder: Path) -> list[Row]:
    """Return the rows of data/readings/*.jsonl; raises BadRow with file and line."""
    rows: list[Row] = []
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if line.strip():
                rows.append(_reading_row(line, f"{path.name}, line {number}"))
    return rows


def _reading_row(line: str, place: str) -> Row:
    try:
        row = json.loads(line)
        text = row["text"]
    except (ValueError, KeyError, TypeError) as error:
        raise BadRow(f"{place}: needs one JSON object with a text ({error})") from error
    unknown = set(row.get("signals", ())) - set(SIGNALS)
    if not isinstance(text, str) or not text.strip() or unknown:
        raise BadRow(f"{place}: the text is empty or a signal is unknown ({', '.join(sorted(unknown))})")
    band = row.get("band")
    if band is not None and band not in SCORE_OF_BAND:
        raise BadRow(f"{place}: band must be one of {', '.join(SCORE_OF_BAND)}")
    score = row.get("score", SCORE_OF_BAND.get(band))
    cues = row.get("cues")
    if cues is not None and (strange := set(cues) - set(CUE_OF_KEY.values())):
        raise BadRow(f"{place}: no cue is called {', '.join(sorted(strange))}")
    return Row(
        text,
        score=None if score is None else float(score),
        signals=_marks(row),
        cues=None if cues is None else tuple(cues),
        business=row.get("business"),
        register=row.get("register"),
    )


def _marks(row: Mapping[str, Any]) -> dict[str, float]:
    """Return what a row says of each signal; the older rows, without a register, leave out_of_scope open."""
    if "signals" not in row:
        return {}
    marks = {name: float(name in row["signals"]) for name in SIGNALS}
    if "register" not in row and "out_of_scope" not in row["signals"]:
        del marks["out_of_scope"]
    return marks


def with_marks(rows: Iterable[Row]) -> list[Row]:
    """Return the rows with the signals that follow from their intents filled in."""
    return [
        replace(row, signals={**marks_of_intent(row.intent), **row.signals}) if row.intent else row
        for row in rows
    ]

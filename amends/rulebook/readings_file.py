"""Checks a file of judged messages for data/readings: one JSON object with text, band and signals a line."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from amends.deescalation.bands import BANDS
from amends.deescalation.reading import SIGNALS
from amends.rulebook.source import Place, RulebookError

_KEYS = {"text", "band", "score", "signals", "cues", "business", "register"}


@dataclass(frozen=True)
class Judged:
    """A message with its band, its score, and all the signals that it gives; None where nobody judged."""

    text: str
    band: str | None
    score: float | None
    signals: tuple[str, ...] | None


def load_readings(path: Path) -> list[Judged]:
    """The rows of a file; RulebookError names file and line."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except FileNotFoundError:
        raise RulebookError(f"{path}:1: the file is missing") from None
    except UnicodeDecodeError:
        raise RulebookError(f"{path}:1: this is no text in UTF-8") from None
    return [_row(line, Place(path, number)) for number, line in enumerate(lines, start=1) if line.strip()]


def _row(line: str, place: Place) -> Judged:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise place.error(f"this is not JSON: {error}") from None
    if not isinstance(row, dict) or set(row) - _KEYS:
        raise place.error(f"expected an object with {', '.join(sorted(_KEYS))}")
    text = row.get("text")
    if not isinstance(text, str) or not text.strip():
        raise place.error("the `text` is missing")
    if row.get("band") is not None and row["band"] not in BANDS:
        raise place.error(f"{row['band']!r} is no band; known are {', '.join(BANDS)}")
    if "band" not in row and "score" not in row and "signals" not in row:
        raise place.error("nothing is judged: a band, a score or signals are expected")
    _check_notes(row, place)
    return Judged(text, row.get("band"), _score(row, place), _signals(row, place))


def _check_notes(row: Mapping[str, Any], place: Place) -> None:
    """Refuse cues, business or register of another shape; they are there to measure by."""
    cues = row.get("cues", [])
    if not isinstance(cues, list) or not all(isinstance(name, str) for name in cues):
        raise place.error("expected a list of cues")
    for key in ("business", "register"):
        if not isinstance(row.get(key, ""), str):
            raise place.error(f"expected the `{key}` as a word, found {row[key]!r}")


def _score(row: Mapping[str, Any], place: Place) -> float | None:
    score = row.get("score")
    if score is None:
        return None
    if isinstance(score, bool) or not isinstance(score, int | float) or not 0 <= score <= 1:
        raise place.error(f"expected a score from 0 to 1, found {score!r}")
    return float(score)


def _signals(row: Mapping[str, Any], place: Place) -> tuple[str, ...] | None:
    signals = row.get("signals")
    if signals is None:
        return None
    if not isinstance(signals, list) or not all(isinstance(name, str) for name in signals):
        raise place.error("expected a list of signals")
    if unknown := sorted(set(signals) - set(SIGNALS)):
        raise place.error(f"{', '.join(unknown)}: no signal; known are {', '.join(SIGNALS)}")
    return tuple(signals)

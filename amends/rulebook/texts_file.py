"""Reads texts that are to be checked: a plain text, a line each, or JSON lines with `text`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from amends.deescalation.bands import BANDS
from amends.deescalation.moves import MOVES
from amends.deescalation.wording_checks import Spoken
from amends.rulebook.source import Place, RulebookError

# Whoever gets a letter or an agent's answer may be upset; the strictness for fury has to be asked for.
USUAL_BANDS = tuple(band for band in BANDS if band != "hostile")


def load_texts(path: Path) -> list[tuple[Place, Spoken]]:
    """The texts of a file with their lines; RulebookError names file and line.

    JSON lines (a name ending in .jsonl) may say the `move` that a text makes and the `band` it is for.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except FileNotFoundError:
        raise RulebookError(f"{path}:1: the file is missing") from None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise RulebookError(f"{path}:{line}: this is no text in UTF-8") from None
    placed = [(Place(path, number), line.strip()) for number, line in enumerate(lines, 1) if line.strip()]
    if path.suffix == ".jsonl":
        return [(place, _spoken(line, place)) for place, line in placed]
    return [(place, Spoken(line, None, USUAL_BANDS)) for place, line in placed]


def _spoken(line: str, place: Place) -> Spoken:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        raise place.error("this is no JSON") from None
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise place.error("a line needs a text: {\"text\": ...}")
    band = _one_of(row, "band", BANDS, place)
    return Spoken(row["text"], _one_of(row, "move", MOVES, place), (band,) if band else USUAL_BANDS)


def _one_of(row: dict[str, Any], key: str, known: tuple[str, ...], place: Place) -> str | None:
    value = row.get(key)
    if value is not None and value not in known:
        raise place.error(f"unknown {key} {value!r}; known are {', '.join(known)}")
    return value

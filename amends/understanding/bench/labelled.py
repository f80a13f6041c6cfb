"""Reads rows of {text, label} for the intent bench, and says where a file is wrong."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


class BadRows(ValueError):
    """A file cannot be learnt from or measured on; the message names file and line."""


@dataclass(frozen=True)
class Labelled:
    """A text with its label."""

    text: str
    label: str


def read_labelled(path: Path) -> list[Labelled]:
    """Return the rows of a JSON lines file; blank lines are passed over. Raises BadRows or OSError."""
    rows = []
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise BadRows(f"{path}: not UTF-8 ({error})") from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            rows.append(_row(line, f"{path}, line {number}"))
    if not rows:
        raise BadRows(f"{path}: holds no row")
    return rows


def check_training(rows: Sequence[Labelled], name: str) -> None:
    """Raise BadRows where there is nothing to tell apart."""
    labels = {row.label for row in rows}
    if len(labels) < 2:
        only = f"only the label {labels.pop()!r}" if labels else "no label but the one for out of scope"
        raise BadRows(f"{name}: there is {only}; two are needed to tell apart")


def _row(line: str, place: str) -> Labelled:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise BadRows(f"{place}: not valid JSON ({error})") from error
    if not isinstance(row, dict):
        raise BadRows(f'{place}: needs an object with "text" and "label"')
    for key in ("text", "label"):
        if not isinstance(row.get(key), str) or (key == "label" and not row[key]):
            raise BadRows(f'{place}: needs a string "{key}"')
    return Labelled(row["text"], row["label"])

"""Reads messages from JSON lines, one by one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any


class BadLine(ValueError):
    """An input line is not an object with a text."""


def rows(source: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Yield the object of every line that is not empty; raises BadLine with the line's number."""
    for number, line in enumerate(source, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise BadLine(f"line {number}: not valid JSON ({error})") from error
        if not isinstance(row, dict) or not isinstance(row.get("text"), str):
            raise BadLine(f'line {number}: needs an object with a string "text"')
        yield row

"""Reads data/playbook.yml into PlaybookRules."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any, TypeVar

from amends.deescalation.rulesets import PlaybookRules, Relief, Weights
from amends.rulebook.source import Node, read

Part = TypeVar("Part", Relief, Weights)
_UNBOUNDED = frozenset({"long_wait_s"})


def load_playbook(path: Path, text: str | None = None) -> PlaybookRules:
    """The thresholds and budgets; what the file leaves out keeps its default."""
    known = {field.name: field.default for field in fields(PlaybookRules)}
    values: dict[str, Any] = {}
    for key, node in read(path, text).mapping().items():
        if key == "relief":
            values[key] = _part(node, Relief)
        elif key == "weights":
            values[key] = _part(node, Weights)
        elif key not in known:
            raise node.place.error(f"{key!r} is not a setting of the playbook; known are {_list(known)}")
        elif isinstance(known[key], int):
            values[key] = node.whole(lowest=1)
        else:
            values[key] = node.number(0.0, float("inf") if key in _UNBOUNDED else 1.0)
    return PlaybookRules(**values)


def _part(node: Node, kind: type[Part]) -> Part:
    names = [field.name for field in fields(kind)]
    entries = node.mapping()
    for key, value in entries.items():
        if key not in names:
            raise value.place.error(f"{key!r} is not known here; known are {_list(names)}")
    return kind(**{key: value.number(0.0, 1.0) for key, value in entries.items()})


def _list(names: Any) -> str:
    return ", ".join(sorted(names))

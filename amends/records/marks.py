"""Marks of turns: the few words by which turns are found without reading their long records."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def marks_of(record: Mapping[str, Any]) -> dict[str, Any]:
    """The `intent`, `band`, `score` and `moves` of a record, the moves between single spaces.

    A turn that an agent's coming left unsaid made no moves at all: None.
    """
    ledger, reading = record.get("ledger") or {}, record.get("reading") or {}
    moves = dict.fromkeys(str(move.get("move")) for move in record.get("moves") or ())
    return {
        "intent": (reading.get("intent") or {}).get("name"),
        "band": ledger.get("band"),
        "score": ledger.get("score"),
        "moves": None if "unsaid" in record else " ".join(("", *moves, "")),
    }

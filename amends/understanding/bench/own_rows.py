"""The project's own rows: where they come from, the fold each belongs to, and the slices it falls into."""

from __future__ import annotations

import hashlib
from pathlib import Path

from amends.understanding import training
from amends.understanding.bench.examples import length_of
from amends.understanding.reading import band_of
from amends.understanding.rows import Row, read_nlu, read_readings

FOLDS = 5


def read_own(data: Path) -> list[Row]:
    """Return the rows of data/nlu and data/readings that training uses. Raises BadRow or OSError."""
    named, _ = read_nlu(data / "nlu")
    return training.ready(named + read_readings(data / "readings"))


def fold_of(row: Row) -> int:
    """Return the fold, by the text alone: the same text is never learnt from and measured in one fold."""
    return int(hashlib.sha256(row.text.encode()).hexdigest()[:8], 16) % FOLDS


def slices_of(row: Row, kind: str) -> frozenset[str]:
    """Return the slices of a kind (band, register, length, business, cue) that a judged row falls into."""
    if kind == "cue":
        return frozenset(row.cues or ())
    values = {
        "band": None if row.score is None else band_of(row.score),
        "register": row.register,
        "length": length_of(row.text),
        "business": row.business,
    }
    found = values[kind]
    return frozenset() if found is None else frozenset({found})

"""Reads every row of our own with a reader that was fitted without it, and without its fold."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias, cast

import numpy as np
from numpy.typing import NDArray

from amends.understanding import training
from amends.understanding.bench.own_rows import FOLDS, fold_of
from amends.understanding.bench.watching import Watch, silent
from amends.understanding.encoder import Encoder
from amends.understanding.entities import EntityFinder
from amends.understanding.reader import Reader
from amends.understanding.reading import Entity, Reading
from amends.understanding.rows import Row
from amends.understanding.tidy import tidy

Floats: TypeAlias = NDArray[np.float32]
Fit: TypeAlias = Callable[[Sequence[Row]], Callable[[str], Reading]]


class Encodes(Protocol):
    """What turns texts into vectors of shape (len(texts), width)."""

    def encode(self, texts: Sequence[str], threads: int = 1) -> Floats:
        """Return one row for each text."""

    def encode_parts(self, text: str, spans: Sequence[tuple[int, int]]) -> Floats:
        """Return the text's vector, and those of its stretches."""


class Remembering:
    """An encoder that keeps every vector it made: five folds and a reading need the same ones."""

    def __init__(self, encoder: Encodes) -> None:
        """Start with nothing remembered."""
        self._encoder, self._known = encoder, dict[str, Floats]()

    def encode(self, texts: Sequence[str], threads: int = 1) -> Floats:
        """Return what the encoder gives, from memory where it was asked before."""
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if new:
            threads = min(len(new), os.cpu_count() or 1)
            self._known.update(zip(new, self._encoder.encode(new, threads=threads), strict=True))
        return np.stack([self._known[text] for text in texts])

    def encode_parts(self, text: str, spans: Sequence[tuple[int, int]]) -> Floats:
        """Return what the encoder gives; a text is cut up once only, so the stretches are not kept."""
        return self._encoder.encode_parts(text, spans) if spans else self.encode([text])


class _NoEntities:
    """Finds nothing: details are not measured here, and spaCy takes its time."""

    def find_all(self, texts: Sequence[str]) -> list[tuple[Entity, ...]]:
        """Return no entity for each text."""
        return [()] * len(texts)


@dataclass(frozen=True)
class HeldOut:
    """A row with the reading of a reader that has not seen it."""

    row: Row
    reading: Reading


def fitting(encoder: Remembering) -> Fit:
    """Return a function that fits a reader on rows, by the recipe that training uses."""

    def fit(rows: Sequence[Row]) -> Callable[[str], Reading]:
        clean = [tidy(row.text) for row in rows]
        heads = training.fit_heads(rows, clean, encoder.encode(clean))
        reader = Reader(cast(Encoder, encoder), heads, cast(EntityFinder, _NoEntities()))
        return lambda text: reader.read([text])[0]

    return fit


def read_held_out(fit: Fit, rows: Sequence[Row], watch: Watch = silent) -> list[HeldOut]:
    """Return every row with its reading; each of the five folds is read by what the other four taught."""
    found: list[HeldOut] = []
    for fold in range(FOLDS):
        read = fit([row for row in rows if fold_of(row) != fold])
        away = [row for row in rows if fold_of(row) == fold]
        found += [
            HeldOut(row, read(row.text)) for row in watch(away, f"own text, fold {fold + 1} of {FOLDS}")
        ]
    return found

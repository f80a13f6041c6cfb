"""Trains a reader on rows and saves it."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from amends.understanding import frustration, intent_head, signals, storage
from amends.understanding.encoder import Encoder
from amends.understanding.entities import EntityFinder
from amends.understanding.named_things import NamedThings
from amends.understanding.reader import Heads, Reader, lookups_of
from amends.understanding.rows import Row, with_marks
from amends.understanding.tidy import tidy

Progress: TypeAlias = Callable[[int, int], None]
Floats: TypeAlias = NDArray[np.float32]


class TooFewRows(ValueError):
    """There is not enough to learn from."""


def no_progress(done: int, total: int) -> None:
    """Say nothing."""


def ready(rows: Sequence[Row]) -> list[Row]:
    """Return the rows that have a letter or a digit, with the signals that follow from their intents."""
    return [row for row in with_marks(rows) if any(letter.isalnum() for letter in tidy(row.text))]


def fit_heads(rows: Sequence[Row], clean: Sequence[str], vectors: Floats) -> Heads:
    """Return the heads fitted on rows, their tidied texts and their vectors (n, WIDTH).

    Raises TooFewRows when no row has an intent, or a signal, or a judged number.
    """
    named = [i for i, row in enumerate(rows) if row.intent]
    marked = [i for i, row in enumerate(rows) if row.signals]
    judged = [i for i, row in enumerate(rows) if row.score is not None]
    if not named or not marked or not judged:
        raise TooFewRows("training needs rows with an intent and rows with a judged reading")
    return Heads(
        intent_head.fit(vectors[named], [clean[i] for i in named], [rows[i].intent or "" for i in named]),
        frustration.fit(
            vectors[judged], [rows[i].text for i in judged], [rows[i].score or 0.0 for i in judged]
        ),
        signals.fit(vectors[marked], [clean[i] for i in marked], [rows[i].signals for i in marked]),
    )


def train(
    rows: Sequence[Row],
    out_folder: Path,
    progress: Progress = no_progress,
    lookups: Mapping[str, Sequence[str]] | None = None,
    encoder_folder: Path | None = None,
) -> Reader:
    """Train on rows, save safetensors and JSON in ``out_folder``, and return the reader.

    ``progress(done, total)`` is called for every row encoded, which is where the time goes.
    Raises TooFewRows, and what Encoder.load raises.
    """
    useful = ready(rows)
    if not useful:
        raise TooFewRows("there is no row to train on")
    encoder = Encoder.load(encoder_folder)
    clean = [tidy(row.text) for row in useful]
    vectors = encoder.encode(clean, threads=os.cpu_count() or 1, progress=progress)
    heads = fit_heads(useful, clean, vectors)
    words = lookups_of(lookups or {})
    settings = {
        "encoder": {"model": encoder.files.model_sha256, "tokenizer": encoder.files.tokenizer_sha256},
        "intent": heads.intent.settings(),
        "frustration": heads.frustration.settings(),
        "lookups": words,
        "rows": len(useful),
    }
    storage.save(out_folder, settings, heads.tensors())
    return Reader(encoder, heads, EntityFinder(NamedThings.load(), words))

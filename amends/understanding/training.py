"""Trains a reader on rows and saves it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from amends.understanding import frustration, intent_head, signals, storage
from amends.understanding.encoder import Encoder
from amends.understanding.entities import EntityFinder
from amends.understanding.intent_hints import usual_score
from amends.understanding.named_things import NamedThings
from amends.understanding.reader import Heads, Reader, lookups_of
from amends.understanding.rows import Row, with_marks
from amends.understanding.tidy import tidy

Progress: TypeAlias = Callable[[int, int], None]
Floats: TypeAlias = NDArray[np.float32]
USUAL_IMPORTANCE = 0.15


class TooFewRows(ValueError):
    """There is not enough to learn from."""


def no_progress(done: int, total: int) -> None:
    """Say nothing."""


def _vectors(encoder: Encoder, texts: Sequence[str], progress: Progress) -> Floats:
    rows = []
    for done, text in enumerate(texts, start=1):
        rows.append(encoder.encode([text])[0])
        progress(done, len(texts))
    return np.stack(rows)


def _heads(rows: Sequence[Row], clean: Sequence[str], vectors: Floats) -> Heads:
    named = [i for i, row in enumerate(rows) if row.intent]
    marked = [i for i, row in enumerate(rows) if row.signals]
    if not named or not marked or all(row.score is None for row in rows):
        raise TooFewRows("training needs rows with an intent and rows with a judged reading")
    return Heads(
        intent_head.fit(vectors[named], [clean[i] for i in named], [rows[i].intent or "" for i in named]),
        _frustration(rows, vectors),
        signals.fit(vectors[marked], [clean[i] for i in marked], [rows[i].signals for i in marked]),
    )


def _frustration(rows: Sequence[Row], vectors: Floats) -> frustration.FrustrationHead:
    """Learn from judged rows, and a little from what messages of an intent usually sound like."""
    judged: list[tuple[int, float, float]] = []
    for i, row in enumerate(rows):
        usual = usual_score(row.intent) if row.intent else None
        if row.score is not None:
            judged.append((i, row.score, 1.0))
        elif usual is not None:
            judged.append((i, usual, USUAL_IMPORTANCE))
    chosen = [i for i, _, _ in judged]
    return frustration.fit(
        vectors[chosen], [rows[i].text for i in chosen], [s for _, s, _ in judged], [w for _, _, w in judged]
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
    ready = [row for row in with_marks(rows) if any(letter.isalnum() for letter in tidy(row.text))]
    if not ready:
        raise TooFewRows("there is no row to train on")
    encoder = Encoder.load(encoder_folder)
    clean = [tidy(row.text) for row in ready]
    vectors = _vectors(encoder, clean, progress)
    heads = _heads(ready, clean, vectors)
    words = lookups_of(lookups or {})
    settings = {
        "encoder": {"model": encoder.files.model_sha256, "tokenizer": encoder.files.tokenizer_sha256},
        "intents": list(heads.intent.names),
        "sharpness": heads.intent.sharpness,
        "frustration": heads.frustration.settings(),
        "lookups": words,
        "rows": len(ready),
    }
    storage.save(out_folder, settings, heads.tensors())
    return Reader(encoder, heads, EntityFinder(NamedThings.load(), words))

"""Trains the intent head on anybody's rows and measures it: the pipeline, apart from our own data."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from amends.understanding import intent_head
from amends.understanding.bench import measures
from amends.understanding.bench.held_out import Encodes
from amends.understanding.bench.labelled import Labelled
from amends.understanding.bench.measures import JSON
from amends.understanding.bench.watching import Watch, silent
from amends.understanding.tidy import tidy

Floats: TypeAlias = NDArray[np.float32]
# Familiarity counts in spreads from the usual; below this a text is answered with the label for strangers.
FOREIGN = -3.0


class Head(Protocol):
    """What names intents and tells the strange from the known."""

    @property
    def names(self) -> tuple[str, ...]:
        """The labels it learnt."""

    def probabilities(self, vector: Floats, text: str) -> NDArray[np.float64]:
        """Return the probability of each name."""

    def familiarity(self, vector: Floats, text: str) -> float:
        """Return a number that is higher the more a text is like what was learnt."""


Fit: TypeAlias = Callable[[Floats, Sequence[str], Sequence[str]], Head]


@dataclass(frozen=True)
class Answer:
    """What the head said of a test row: its label in truth, the best label, and how familiar it looked."""

    truth: str
    named: str
    familiarity: float


def bench_intents(
    encoder: Encodes,
    train: Sequence[Labelled],
    test: Sequence[Labelled],
    oos_label: str | None = None,
    watch: Watch = silent,
    fit: Fit = intent_head.fit,
) -> JSON:
    """Train on rows, read the test rows one by one, and return the figures of `amends bench intents`.

    Out of scope are the test rows whose label is ``oos_label`` or was not in training. Training rows with
    ``oos_label`` are not learnt: what is foreign is what is unlike everything known.
    """
    began = time.perf_counter()
    rows = lessons(train, oos_label)
    clean = [tidy(row.text) for row in rows]
    vectors = encoder.encode(clean, threads=os.cpu_count() or 1)
    head = fit(vectors, clean, [row.label for row in rows])
    train_s = time.perf_counter() - began
    answers, times = [], []
    for row in watch(test, "reading"):
        start = time.perf_counter()
        answers.append(_answer(encoder, head, row))
        times.append(time.perf_counter() - start)
    return {
        **figures(answers, frozenset(head.names), oos_label),
        "train_s": round(train_s, 1),
        "ms_per_message": round(1000 * median(times), 2),
    }


def lessons(train: Sequence[Labelled], oos_label: str | None) -> list[Labelled]:
    """Return what is learnt: each label's own words as a row of it, then the rows that are in scope."""
    rows = [row for row in train if row.label != oos_label]
    names = [Labelled(_words(label), label) for label in dict.fromkeys(row.label for row in rows)]
    return [name for name in names if name.text] + rows


def figures(answers: Sequence[Answer], known: frozenset[str], oos_label: str | None) -> JSON:
    """Return the four measures of what was answered; None where there is no row to measure.

    ``accuracy`` is over all rows. Where there is an ``oos_label``, it is what the pipeline answers to a
    text that looks foreign; without one it always names a label, and a strange row is always wrong.
    """
    inside = [one for one in answers if one.truth in known]
    truth, named = [one.truth for one in inside], [one.named for one in inside]
    right = [_said(one, oos_label) == (one.truth if one.truth in known else oos_label) for one in answers]
    ranked = measures.ranking([one.truth in known for one in answers], [one.familiarity for one in answers])
    return {
        "accuracy": round(measures.mean(right), 4),
        "in_scope_accuracy": (
            round(measures.mean(a == b for a, b in zip(truth, named, strict=True)), 4) if inside else None
        ),
        "macro_f1": round(measures.macro_f1(truth, named), 4) if inside else None,
        "oos_auroc": ranked["auroc"],
    }


def _answer(encoder: Encodes, head: Head, row: Labelled) -> Answer:
    text = tidy(row.text)
    vector = encoder.encode([text])[0]
    best = int(head.probabilities(vector, text).argmax())
    return Answer(row.label, head.names[best], head.familiarity(vector, text))


def _said(one: Answer, oos_label: str | None) -> str | None:
    return oos_label if oos_label is not None and one.familiarity < FOREIGN else one.named


def _words(label: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", label))).lower()

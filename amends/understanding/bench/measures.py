"""Measures of a ranking, of a probability and of a choice, each as plain numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

JSON: TypeAlias = dict[str, Any]
Floats: TypeAlias = NDArray[np.float64]
BINS = 10


@dataclass(frozen=True)
class Bin:
    """The predictions that fall between two tenths: how many, their mean, and the mean of the truth."""

    count: int
    predicted: float
    true: float


def ranking(truth: Sequence[bool], scores: Sequence[float]) -> JSON:
    """Return AUROC and average precision; None for both where there is only one kind of row."""
    from sklearn.metrics import average_precision_score, roc_auc_score

    if len(set(truth)) < 2:
        return {"auroc": None, "average_precision": None}
    return {
        "auroc": round(float(roc_auc_score(truth, scores)), 4),
        "average_precision": round(float(average_precision_score(truth, scores)), 4),
    }


def bins(predicted: Sequence[float], true: Sequence[float]) -> list[Bin]:
    """Sort predictions in 0..1 into ten bins of equal width; empty ones are left out."""
    guesses, facts = np.asarray(predicted, dtype=np.float64), np.asarray(true, dtype=np.float64)
    places = np.minimum((guesses * BINS).astype(int), BINS - 1)
    return [
        Bin(int(here.sum()), float(guesses[here].mean()), float(facts[here].mean()))
        for here in (places == at for at in range(BINS))
        if here.any()
    ]


def calibration_error(predicted: Sequence[float], true: Sequence[float]) -> float:
    """Return the expected calibration error: the bins' mean gap between predicted and true, by count."""
    found = bins(predicted, true)
    total = sum(one.count for one in found)
    return sum(one.count * abs(one.predicted - one.true) for one in found) / max(total, 1)


def precision_recall(found: int, wanted: int, both: int) -> JSON:
    """Return precision, recall and F1 from counts; None where nothing was found, or nothing wanted."""
    return {
        "precision": round(both / found, 3) if found else None,
        "recall": round(both / wanted, 3) if wanted else None,
        "f1": round(2 * both / (found + wanted), 3) if found + wanted else None,
    }


def label_scores(truth: Sequence[str], named: Sequence[str]) -> dict[str, JSON]:
    """Return precision, recall, F1 and count of every label that occurs in the truth."""
    return {
        label: {
            "rows": sum(one == label for one in truth),
            **precision_recall(
                sum(one == label for one in named),
                sum(one == label for one in truth),
                sum(a == b == label for a, b in zip(truth, named, strict=True)),
            ),
        }
        for label in sorted(set(truth))
    }


def macro_f1(truth: Sequence[str], named: Sequence[str]) -> float:
    """Return the mean F1 over the labels that occur in the truth."""
    return mean(one["f1"] or 0.0 for one in label_scores(truth, named).values())


def mean(values: Iterable[float]) -> float:
    """Return the mean, or 0 of nothing."""
    every = list(values)
    return sum(every) / len(every) if every else 0.0

"""Reads how frustrated a message sounds, as a sum of named pieces of evidence in log-odds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from amends.understanding import cues, logistic
from amends.understanding.cue_patterns import CUE_OF_KEY, WEIGHTS
from amends.understanding.reading import Cue, Frustration

Floats: TypeAlias = NDArray[np.float32]
KEYS = tuple(sorted(WEIGHTS))
# The first hit of a kind counts whole, the next ones half, and after the fifth a kind adds nothing more.
_SHARES = (1.0, 0.5, 0.5, 0.25, 0.25)
_STIFFNESS_WORDING = 0.25
_STIFFNESS_CUES = 12.0


def shares(hits: Sequence[cues.Hit]) -> list[tuple[cues.Hit, float]]:
    """Return the hits that count, each with the part of its kind's weight that it carries."""
    seen: dict[str, int] = {}
    counted: list[tuple[cues.Hit, float]] = []
    for hit in hits:
        place = seen.get(hit.key, 0)
        seen[hit.key] = place + 1
        if place < len(_SHARES):
            counted.append((hit, _SHARES[place]))
    return counted


def cue_row(text: str) -> NDArray[np.float64]:
    """Return the amount of evidence of each kind, shape (len(KEYS),)."""
    row = np.zeros(len(KEYS))
    for hit, share in shares(cues.find(text)):
        row[KEYS.index(hit.key)] += share
    return row


@dataclass(frozen=True)
class FrustrationHead:
    """The wording's weights (384,) with bias, and one weight for each kind of cue."""

    wording: Floats
    bias: float
    weights: dict[str, float]

    def overall(self, vector: Floats) -> float:
        """Return the wording's share in log-odds for a vector of shape (384,)."""
        return float(self.wording @ vector) + self.bias

    def read(self, text: str, vector: Floats) -> Frustration:
        """Return the score with its cues; the text may be empty."""
        found = [Cue("wording", (0, len(text)), self.overall(vector))]
        for hit, share in shares(cues.find(text)):
            weight = self.weights[hit.key] * share
            if weight > 0.0:
                found.append(Cue(CUE_OF_KEY[hit.key], hit.span, weight))
        return Frustration.from_cues(tuple(found))

    def tensors(self) -> dict[str, Floats]:
        """Return the arrays to be stored."""
        return {"frustration.wording": self.wording}

    def settings(self) -> dict[str, object]:
        """Return the numbers to be stored."""
        return {"bias": self.bias, "weights": self.weights}

    @classmethod
    def restore(cls, settings: Mapping[str, object], tensors: Mapping[str, Floats]) -> FrustrationHead:
        """Rebuild the head from what tensors() and settings() gave."""
        bias, weights = settings["bias"], settings["weights"]
        assert isinstance(bias, float) and isinstance(weights, dict)
        return cls(tensors["frustration.wording"], bias, {key: float(weights[key]) for key in KEYS})


def fit(
    vectors: Floats, texts: Sequence[str], scores: Sequence[float], importance: Sequence[float] | None = None
) -> FrustrationHead:
    """Train the head on vectors (n, 384), their texts, scores in 0..1, and how much each row counts.

    The cues are held near the weights they start from and never turn calming, so a few hundred rows
    cannot teach the head that shouting is friendly.
    """
    width = vectors.shape[1]
    counts = importance if importance is not None else [1.0] * len(texts)
    rows = np.hstack([vectors.astype(np.float64), np.stack([cue_row(text) for text in texts])])
    prior = logistic.Prior(
        weights=np.concatenate([np.zeros(width), [WEIGHTS[key] for key in KEYS]]),
        stiffness=np.concatenate([np.full(width, _STIFFNESS_WORDING), np.full(len(KEYS), _STIFFNESS_CUES)]),
        floor=np.concatenate([np.full(width, -np.inf), np.zeros(len(KEYS))]),
    )
    weights, bias = logistic.fit(
        rows, np.asarray(scores, dtype=np.float64), np.asarray(counts, dtype=np.float64), prior
    )
    named = {key: float(weight) for key, weight in zip(KEYS, weights[width:], strict=True)}
    return FrustrationHead(weights[:width].astype(np.float32), bias, named)

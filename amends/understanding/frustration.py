"""Reads how frustrated a message sounds, as a sum of named pieces of evidence in log-odds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from amends.understanding import cues
from amends.understanding.cue_patterns import CUE_OF_KEY, WEIGHTS
from amends.understanding.encoder import WORDING
from amends.understanding.logistic import Prior, calibrate, fit_levels, held_out
from amends.understanding.reading import Cue, Frustration

Floats: TypeAlias = NDArray[np.float32]
KEYS = tuple(sorted(WEIGHTS))
# The first hit of a kind counts whole, the next ones half, and after the fifth a kind adds nothing more.
_SHARES = (1.0, 0.5, 0.5, 0.25, 0.25)
# A judged number counts as above each of these; the first steps weigh more, since that is where most
# customers are misread. Stiffness is measured, see docs/understanding.md.
_LEVELS = (0.12, 0.25, 0.5, 0.75)
_EMPHASIS = (2.0, 2.0, 1.0, 0.5)
_STIFFNESS_WORDING = 150.0
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
    """The wording's weights, as long as encoder.WORDING, with bias, and one weight for each kind of cue."""

    wording: Floats
    bias: float
    weights: dict[str, float]

    def overall(self, vector: Floats) -> float:
        """Return the wording's share in log-odds for a vector of shape (WIDTH,)."""
        return float(self.wording @ vector[WORDING]) + self.bias

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


def fit(vectors: Floats, texts: Sequence[str], scores: Sequence[float]) -> FrustrationHead:
    """Train the head on vectors (n, WIDTH), their texts and judged numbers in 0..1.

    The cues are held near the weights they start from and never turn calming, so that no number of rows
    teaches the head that shouting is friendly. Rows kept back from a first fit set the scale.
    """
    rows = np.hstack([vectors[:, WORDING], np.stack([cue_row(text) for text in texts])]).astype(np.float32)
    judged = np.asarray(scores, dtype=np.float64)
    kept = held_out(len(rows))
    trial = _direction(rows[~kept], judged[~kept])
    tried = kept if kept.any() else ~kept
    slope, bias = calibrate(rows[tried].astype(np.float64) @ trial, judged[tried])
    weights = slope * (_direction(rows, judged) if kept.any() else trial)
    wording, cue_weights = weights[: -len(KEYS)], weights[-len(KEYS) :]
    named = {key: float(weight) for key, weight in zip(KEYS, cue_weights, strict=True)}
    return FrustrationHead(wording.astype(np.float32), bias, named)


def _direction(rows: Floats, judged: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the weights (d,) that order the rows by how frustrated they were judged."""
    width = rows.shape[1] - len(KEYS)
    prior = Prior(
        weights=np.concatenate([np.zeros(width), [WEIGHTS[key] for key in KEYS]]),
        stiffness=np.concatenate([np.full(width, _STIFFNESS_WORDING), np.full(len(KEYS), _STIFFNESS_CUES)]),
        floor=np.concatenate([np.full(width, -np.inf), np.zeros(len(KEYS))]),
    )
    above = (judged[:, None] > np.asarray(_LEVELS)).astype(np.float64)
    weights, _ = fit_levels(rows, above, np.broadcast_to(np.asarray(_EMPHASIS), above.shape), prior)
    return weights

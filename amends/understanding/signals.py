"""Reads what must be noticed whatever the intent is: abuse, threats, vulnerability, a wish for a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from amends.understanding import logistic
from amends.understanding.encoder import WORDING
from amends.understanding.reading import SIGNALS
from amends.understanding.signal_patterns import PATTERNS

Floats: TypeAlias = NDArray[np.float32]
_RULE_WEIGHT = 4.0
_STIFFNESS_RULE = 4.0
# The log-odds of a signal that no row ever spoke of.
_UNTAUGHT = -3.0
_STIFFNESS_VECTOR = 1.0


def rule_row(text: str) -> NDArray[np.float64]:
    """Return 1 for each signal whose plain words stand in the text, shape (len(SIGNALS),)."""
    return np.asarray(
        [float(name in PATTERNS and PATTERNS[name].search(text) is not None) for name in SIGNALS]
    )


@dataclass(frozen=True)
class SignalHead:
    """For each signal: weights on the wording (8, d), on its own rule (8,) and a bias (8,)."""

    dense: Floats
    rules: Floats
    bias: Floats

    def read(self, text: str, vector: Floats) -> dict[str, float]:
        """Return each signal's probability."""
        scores = self.dense @ vector[WORDING] + self.rules * rule_row(text) + self.bias
        found = logistic.sigmoid(scores.astype(np.float64))
        return {name: float(value) for name, value in zip(SIGNALS, found, strict=True)}

    def tensors(self) -> dict[str, Floats]:
        """Return the arrays to be stored."""
        return {"signals.dense": self.dense, "signals.rules": self.rules, "signals.bias": self.bias}

    @classmethod
    def restore(cls, tensors: Mapping[str, Floats]) -> SignalHead:
        """Rebuild the head from what tensors() gave."""
        return cls(tensors["signals.dense"], tensors["signals.rules"], tensors["signals.bias"])


def maximum(found: Iterable[Mapping[str, float]]) -> dict[str, float]:
    """Return each signal's highest value over several readings of one turn."""
    every = list(found)
    return {name: max((one[name] for one in every), default=0.0) for name in SIGNALS}


def fit(vectors: Floats, texts: Sequence[str], marks: Sequence[Mapping[str, float]]) -> SignalHead:
    """Train on vectors (n, WIDTH), their texts, and for each text the signals that are known of it.

    A signal that a row does not mention is not learned from that row.
    """
    wording, rules = vectors[:, WORDING], np.stack([rule_row(text) for text in texts])
    found = []
    for at, name in enumerate(SIGNALS):
        known = [i for i, mark in enumerate(marks) if name in mark]
        targets = np.asarray([marks[i][name] for i in known], dtype=np.float64)
        rows = np.hstack([wording[known], rules[known, at : at + 1]]).astype(np.float32)
        found.append(_fit_one(rows, targets, name in PATTERNS))
    weights = np.stack([weights for weights, _ in found]).astype(np.float32)
    biases = np.asarray([bias for _, bias in found], np.float32)
    return SignalHead(np.ascontiguousarray(weights[:, :-1]), weights[:, -1].copy(), biases)


def _fit_one(rows: Floats, targets: NDArray[np.float64], has_rule: bool) -> tuple[NDArray[np.float64], float]:
    """Return weights (d + 1,), the rule's last, and the bias, calibrated on rows kept back."""
    prior = logistic.Prior(
        weights=np.append(np.zeros(rows.shape[1] - 1), _RULE_WEIGHT if has_rule else 0.0),
        stiffness=np.append(np.full(rows.shape[1] - 1, _STIFFNESS_VECTOR), _STIFFNESS_RULE),
        floor=np.append(np.full(rows.shape[1] - 1, -np.inf), 0.0),
    )
    if len(targets) < 2 or targets.min() == targets.max():
        return prior.weights, _UNTAUGHT
    kept = logistic.held_out(len(targets))
    every = np.ones(len(targets))
    weights, bias = logistic.fit(rows, targets, every, prior)
    if not kept.any() or targets[kept].max() < 0.5:
        return weights, bias
    trial, shift = logistic.fit(rows[~kept], targets[~kept], every[~kept], prior)
    slope, moved = logistic.calibrate(rows[kept].astype(np.float64) @ trial + shift, targets[kept])
    return slope * weights, slope * bias + moved

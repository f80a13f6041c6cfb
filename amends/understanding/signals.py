"""Reads what must be noticed whatever the intent is: abuse, threats, vulnerability, a wish for a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from amends.understanding import logistic
from amends.understanding.reading import SIGNALS
from amends.understanding.signal_patterns import PATTERNS

Floats: TypeAlias = NDArray[np.float32]
_RULE_WEIGHT = 4.0
_STIFFNESS_RULE = 4.0
_STIFFNESS_VECTOR = 0.12


def rule_row(text: str) -> NDArray[np.float64]:
    """Return 1 for each signal whose plain words stand in the text, shape (len(SIGNALS),)."""
    return np.asarray(
        [float(name in PATTERNS and PATTERNS[name].search(text) is not None) for name in SIGNALS]
    )


@dataclass(frozen=True)
class SignalHead:
    """For each signal: weights on the vector (8, 384), on its own rule (8,) and a bias (8,)."""

    dense: Floats
    rules: Floats
    bias: Floats

    def read(self, text: str, vector: Floats) -> dict[str, float]:
        """Return each signal's probability."""
        scores = self.dense @ vector + self.rules * rule_row(text) + self.bias
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
    """Train on vectors (n, 384), their texts, and for each text the signals that are known of it.

    A signal that a row does not mention is not learned from that row. A rare signal's rows weigh more,
    twice at most, so that abuse among a thousand polite rows counts and the numbers stay probabilities.
    """
    width = vectors.shape[1]
    rules = np.stack([rule_row(text) for text in texts])
    dense, rule_weights, biases = [], [], []
    for at, name in enumerate(SIGNALS):
        known = [i for i, mark in enumerate(marks) if name in mark]
        targets = np.asarray([marks[i][name] for i in known], dtype=np.float64)
        if len(known) < 2 or targets.min() == targets.max():
            dense.append(np.zeros(width))
            rule_weights.append(_RULE_WEIGHT)
            biases.append(-3.0)
            continue
        positive = max(float(targets.mean()), 1e-6)
        importance = np.where(targets > 0.5, min(2.0, max(1.0, (1.0 - positive) / positive)), 1.0)
        rows = np.hstack([vectors[known].astype(np.float64), rules[known, at : at + 1]])
        has_rule = name in PATTERNS
        prior = logistic.Prior(
            weights=np.concatenate([np.zeros(width), [_RULE_WEIGHT if has_rule else 0.0]]),
            stiffness=np.concatenate([np.full(width, _STIFFNESS_VECTOR), [_STIFFNESS_RULE]]),
            floor=np.concatenate([np.full(width, -np.inf), [0.0]]),
        )
        weights, bias = logistic.fit(rows, targets, importance, prior)
        dense.append(weights[:width])
        rule_weights.append(float(weights[width]))
        biases.append(bias)
    return SignalHead(
        np.asarray(dense, np.float32), np.asarray(rule_weights, np.float32), np.asarray(biases, np.float32)
    )

"""Fits a logistic regression with soft targets whose weights are drawn towards given prior weights."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True)
class Prior:
    """What the weights are before any row was seen, and how hard each is held there."""

    weights: Array
    stiffness: Array
    floor: Array


def sigmoid(value: Array) -> Array:
    """Return 1 / (1 + exp(-value)) without overflow."""
    return np.asarray(0.5 * (1.0 + np.tanh(0.5 * value)))


def _loss(theta: Array, rows: Array, targets: Array, importance: Array, prior: Prior) -> tuple[float, Array]:
    weights, bias = theta[:-1], theta[-1]
    scores = rows @ weights + bias
    softplus = np.logaddexp(0.0, scores)
    away = weights - prior.weights
    value = float(importance @ (softplus - targets * scores) + 0.5 * (prior.stiffness * away) @ away)
    error = importance * (sigmoid(scores) - targets)
    return value, np.concatenate([rows.T @ error + prior.stiffness * away, [error.sum()]])


def fit(rows: Array, targets: Array, importance: Array, prior: Prior) -> tuple[Array, float]:
    """Return (weights, bias) for rows of shape (n, d) and targets in 0..1 of shape (n,).

    ``importance`` of shape (n,) weighs the rows. ``prior.floor`` keeps a weight from turning against its
    meaning: a cue of anger may be found worthless, never calming.
    """
    from scipy.optimize import minimize  # type: ignore[import-untyped]

    start = np.concatenate([prior.weights, [0.0]])
    bounds = [(low if np.isfinite(low) else None, None) for low in prior.floor] + [(None, None)]
    found = minimize(
        _loss,
        start,
        args=(rows, targets, importance, prior),
        jac=True,
        method="L-BFGS-B",
        bounds=bounds,
        options={"maxiter": 400},
    )
    return np.asarray(found.x[:-1]), float(found.x[-1])

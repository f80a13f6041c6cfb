"""Fits logistic regressions with soft targets whose weights are drawn towards given prior weights."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.float64]
Floats: TypeAlias = NDArray[np.floating[Any]]


@dataclass(frozen=True)
class Prior:
    """What the weights are before any row was seen, and how hard each is held there."""

    weights: Array
    stiffness: Array
    floor: Array


def sigmoid(value: Array) -> Array:
    """Return 1 / (1 + exp(-value)) without overflow."""
    return np.asarray(0.5 * (1.0 + np.tanh(0.5 * value)))


def _loss(theta: Array, rows: Floats, targets: Array, importance: Array, prior: Prior) -> tuple[float, Array]:
    width = len(prior.weights)
    weights, biases = theta[:width], theta[width:]
    scores = (rows @ weights.astype(rows.dtype)).astype(np.float64)[:, None] + biases
    away = weights - prior.weights
    value = float((importance * (np.logaddexp(0.0, scores) - targets * scores)).sum())
    error = importance * (sigmoid(scores) - targets)
    slope = (error.sum(axis=1).astype(rows.dtype) @ rows).astype(np.float64)
    return (
        value + 0.5 * float((prior.stiffness * away) @ away),
        np.concatenate([slope + prior.stiffness * away, error.sum(axis=0)]),
    )


def fit_levels(rows: Floats, targets: Array, importance: Array, prior: Prior) -> tuple[Array, Array]:
    """Return (weights (d,), biases (t,)) for rows (n, d), targets in 0..1 (n, t), and importance (n, t).

    One direction serves every level, each with a bias of its own: "more than calm", "more than irritated"
    and so on are steps along one line (the all-threshold loss of Rennie and Srebro, 2005).
    ``prior.floor`` keeps a weight from turning against its meaning: a cue of anger may be found worthless,
    never calming.
    """
    from scipy.optimize import minimize  # type: ignore[import-untyped]

    bounds = [(low if np.isfinite(low) else None, None) for low in prior.floor]
    found = minimize(
        _loss,
        np.concatenate([prior.weights, np.zeros(targets.shape[1])]),
        args=(rows, targets, importance, prior),
        jac=True,
        method="L-BFGS-B",
        bounds=bounds + [(None, None)] * targets.shape[1],
        options={"maxiter": 400},
    )
    width = len(prior.weights)
    return np.asarray(found.x[:width]), np.asarray(found.x[width:])


def fit(rows: Floats, targets: Array, importance: Array, prior: Prior) -> tuple[Array, float]:
    """Return (weights, bias) for rows of shape (n, d), targets in 0..1 and importance, both of shape (n,)."""
    weights, biases = fit_levels(rows, targets[:, None], importance[:, None], prior)
    return weights, float(biases[0])


def calibrate(scores: Array, targets: Array) -> tuple[float, float]:
    """Return (slope, shift) so that sigmoid(slope * score + shift) meets the targets on the average.

    Scores of rows the weights were not fitted on, shape (n,); the slope stays positive, so no order
    changes (Platt, 1999, here with soft targets).
    """
    prior = Prior(np.ones(1), np.full(1, 1e-3), np.full(1, 0.05))
    weights, shift = fit(scores[:, None], targets, np.ones(len(targets)), prior)
    return float(weights[0]), shift


def held_out(count: int) -> NDArray[np.bool_]:
    """Return which of ``count`` rows are kept back to calibrate on: every fifth, none of a few rows."""
    return np.asarray((np.arange(count) % 5 == 4) & (count >= 100))

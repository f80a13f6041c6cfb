"""Fits a softmax over dense vectors beside hashed n-grams."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from amends.understanding import ngrams

Floats: TypeAlias = NDArray[np.float32]
_STEPS = 60


def log_softmax(scores: Floats) -> Floats:
    """Return log-probabilities along the last axis."""
    shifted = scores - scores.max(axis=-1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True)))


def fit(vectors: Floats, grams: list[ngrams.Sparse], labels: NDArray[np.int64], pull: float) -> Floats:
    """Return weights of shape (classes, d + BUCKETS + 1), the bias last.

    For vectors (n, d), n-grams and labels 0..classes-1 of the same n rows. ``pull`` draws weights (not
    biases) to zero. Dense and sparse parts stay apart, which is several times faster than one sparse
    matrix of both, and sixty steps decide every case that more steps would.
    """
    from scipy.optimize import minimize  # type: ignore[import-untyped]
    from scipy.sparse import csr_matrix  # type: ignore[import-untyped]

    data, indices, pointers = ngrams.matrix(grams)
    hashed = csr_matrix((data, indices, pointers), shape=(len(grams), ngrams.BUCKETS))
    across = hashed.T.tocsr()
    width, classes = vectors.shape[1], int(labels.max()) + 1
    truth = np.zeros((len(labels), classes), np.float32)
    truth[np.arange(len(labels)), labels] = 1.0

    def loss(theta: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        weights = theta.astype(np.float32).reshape(classes, -1)
        scores = vectors @ weights[:, :width].T + hashed @ weights[:, width:-1].T + weights[:, -1]
        logs = log_softmax(scores)
        error = np.exp(logs) - truth
        slope = np.empty_like(weights)
        slope[:, :width], slope[:, -1] = error.T @ vectors, error.sum(axis=0)
        slope[:, width:-1] = (across @ error).T
        slope[:, :-1] += pull * weights[:, :-1]
        size = float(np.square(weights[:, :-1], dtype=np.float64).sum())
        value = -float((logs * truth).sum(dtype=np.float64)) + 0.5 * pull * size
        return value, slope.astype(np.float64).ravel()

    start = np.zeros(classes * (width + ngrams.BUCKETS + 1))
    options = {"maxiter": _STEPS, "maxcor": 6}
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options=options)
    return np.asarray(found.x, dtype=np.float32).reshape(classes, -1)

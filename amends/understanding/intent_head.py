"""Names what the customer wants: a softmax over sentence vectors beside hashed n-grams."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from amends.understanding import ngrams

Floats: TypeAlias = NDArray[np.float32]
# How much the n-grams say beside the vector, and how freely the weights may grow (measured, see the docs).
NGRAM_SHARE = 0.6
FREEDOM = 12.0


@dataclass(frozen=True)
class IntentHead:
    """Weights of the softmax: dense (k, 384), hashed (k, BUCKETS), bias (k,)."""

    names: tuple[str, ...]
    dense: Floats
    hashed: Floats
    bias: Floats
    sharpness: float

    def probabilities(self, vector: Floats, text: str) -> NDArray[np.float64]:
        """Return the probability of each name, shape (k,), for a vector of shape (384,) and its text."""
        indices, values = ngrams.features(text)
        scores = self.dense @ vector + self.hashed[:, indices] @ (values * NGRAM_SHARE) + self.bias
        scores = (scores - scores.max()).astype(np.float64) * self.sharpness
        exponents = np.exp(scores)
        return np.asarray(exponents / exponents.sum())

    def tensors(self) -> dict[str, Floats]:
        """Return the arrays to be stored."""
        return {"intent.dense": self.dense, "intent.hashed": self.hashed, "intent.bias": self.bias}

    @classmethod
    def restore(cls, names: Sequence[str], sharpness: float, tensors: Mapping[str, Floats]) -> IntentHead:
        """Rebuild the head from what tensors() gave."""
        return cls(
            tuple(names), tensors["intent.dense"], tensors["intent.hashed"], tensors["intent.bias"], sharpness
        )


def _fit(vectors: Floats, texts: Sequence[str], labels: Sequence[str]) -> IntentHead:
    from scipy.sparse import csr_matrix, hstack  # type: ignore[import-untyped]
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.linear_model import LogisticRegression

    data, indices, pointers = ngrams.matrix([ngrams.features(text) for text in texts])
    hashed = csr_matrix((data * NGRAM_SHARE, indices, pointers), shape=(len(texts), ngrams.BUCKETS))
    rows = hstack([csr_matrix(vectors), hashed]).tocsr().astype(np.float32)
    model = LogisticRegression(C=FREEDOM, max_iter=60, multi_class="multinomial", class_weight="balanced")
    with warnings.catch_warnings():
        # The last digits of convergence change no decision, and stopping early keeps training short.
        warnings.simplefilter("ignore", ConvergenceWarning)
        model.fit(rows, np.asarray(labels))
    weights, bias = model.coef_.astype(np.float32), model.intercept_.astype(np.float32)
    if len(model.classes_) == 2:
        # scikit-learn keeps one row of weights for two classes; a softmax wants one row for each.
        weights, bias = np.concatenate([-weights, weights]), np.concatenate([-bias, bias])
    width = vectors.shape[1]
    names = tuple(str(name) for name in model.classes_)
    return IntentHead(
        names, np.ascontiguousarray(weights[:, :width]), np.ascontiguousarray(weights[:, width:]), bias, 1.0
    )


def _sharpness(head: IntentHead, vectors: Floats, texts: Sequence[str], labels: Sequence[str]) -> float:
    """Return the factor on the scores with the best log-likelihood on rows the head has not seen."""
    known = {name: at for at, name in enumerate(head.names)}
    rows = [
        (np.log(head.probabilities(vector, text) + 1e-12), known[label])
        for vector, text, label in zip(vectors, texts, labels, strict=True)
        if label in known
    ]
    if not rows:
        return 1.0
    logs, truth = np.stack([row[0] for row in rows]), np.asarray([row[1] for row in rows])

    def likelihood(factor: float) -> float:
        scaled = logs * factor
        return float((scaled[np.arange(len(truth)), truth] - np.logaddexp.reduce(scaled, axis=1)).mean())

    return float(max(np.arange(0.6, 3.01, 0.1), key=likelihood))


def fit(vectors: Floats, texts: Sequence[str], labels: Sequence[str]) -> IntentHead:
    """Train the head on vectors (n, 384), their texts and labels; needs at least two different labels."""
    if len(set(labels)) < 2:
        raise ValueError("an intent head needs rows of at least two intents")
    held_out = np.arange(len(labels)) % 6 == 5
    sharpness = 1.0
    if (
        len({label for label, held in zip(labels, held_out, strict=True) if not held}) >= 2
        and held_out.sum() >= 20
    ):
        keep, test = np.flatnonzero(~held_out), np.flatnonzero(held_out)
        trial = _fit(vectors[keep], [texts[i] for i in keep], [labels[i] for i in keep])
        sharpness = _sharpness(trial, vectors[test], [texts[i] for i in test], [labels[i] for i in test])
    head = _fit(vectors, texts, labels)
    return IntentHead(head.names, head.dense, head.hashed, head.bias, sharpness)

"""Names what the customer wants: a softmax over vectors and n-grams, and the nearest training rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from amends.understanding import ngrams, softmax
from amends.understanding.encoder import MEANING
from amends.understanding.neighbours import Neighbours, remember

Floats: TypeAlias = NDArray[np.float32]
# How much the n-grams say beside the vector, and how hard weights are held (measured, see
# docs/understanding.md).
NGRAM_SHARE = 0.8
PULL = 0.05
# Where an intent has few rows its nearest ones know more than weights do: up to this many rows the votes
# count half, and less the more there are.
_FEW_ROWS = 25
_ENOUGH = 20
_SHARPNESS = tuple(float(factor) for factor in np.arange(0.6, 3.01, 0.1))


@dataclass(frozen=True)
class Tuning:
    """The votes' share, and what rows kept back taught: the sharpness, and what known messages are like.

    The usual likeness of the closest rows and the usual top score of the softmax, each with its spread.
    """

    votes: float = 0.5
    sharpness: float = 1.0
    likeness: float = 0.0
    likeness_spread: float = 1.0
    score: float = 0.0
    score_spread: float = 1.0


@dataclass(frozen=True)
class IntentHead:
    """Weights of the softmax: dense (k, d), hashed (k, BUCKETS), bias (k,); and the rows it learned from."""

    names: tuple[str, ...]
    dense: Floats
    hashed: Floats
    bias: Floats
    neighbours: Neighbours
    tuning: Tuning = Tuning()

    def probabilities(self, vector: Floats, text: str) -> NDArray[np.float64]:
        """Return the probability of each name, shape (k,), for a vector of shape (WIDTH,) and its text."""
        return self.each(vector[None], [text])[0]

    def each(self, vectors: Floats, texts: Sequence[str]) -> NDArray[np.float64]:
        """Return the probabilities (n, k) of several vectors (n, WIDTH), with one look at the stored rows."""
        scores = np.stack([self._scores(vector, text) for vector, text in zip(vectors, texts, strict=True)])
        votes, _ = self.neighbours.ask(vectors[:, MEANING], len(self.names))
        return mixed(scores, votes, self.tuning.votes, self.tuning.sharpness)

    def familiarity(self, vector: Floats, text: str) -> float:
        """Return how much a message is like what was learned, in spreads from the usual; low is foreign.

        A sure softmax says little about a message far from every row, and so the likeness of the closest
        rows counts as much as its top score.
        """
        _, likeness = self.neighbours.ask(vector[None, MEANING], len(self.names))
        top = float(self._scores(vector, text).max())
        usual = self.tuning
        return (float(likeness[0]) - usual.likeness) / usual.likeness_spread + (
            top - usual.score
        ) / usual.score_spread

    def _scores(self, vector: Floats, text: str) -> Floats:
        indices, values = ngrams.features(text)
        return self.dense @ vector[MEANING] + self.hashed[:, indices] @ (values * NGRAM_SHARE) + self.bias

    def tensors(self) -> dict[str, NDArray[Any]]:
        """Return the arrays to be stored."""
        return {
            "intent.dense": self.dense,
            "intent.hashed": self.hashed,
            "intent.bias": self.bias,
            "intent.rows": self.neighbours.rows.astype(np.float16),
            "intent.labels": self.neighbours.labels,
            "intent.centre": self.neighbours.centre,
            "intent.directions": self.neighbours.directions,
        }

    def settings(self) -> dict[str, Any]:
        """Return the names and numbers to be stored."""
        return {"names": list(self.names), "tuning": vars(self.tuning)}

    @classmethod
    def restore(cls, settings: Mapping[str, Any], tensors: Mapping[str, NDArray[Any]]) -> IntentHead:
        """Rebuild the head from what settings() and tensors() gave."""
        stored = {name: tensors[f"intent.{name}"] for name in ("dense", "hashed", "bias")}
        rows = Neighbours(
            tensors["intent.rows"].astype(np.float32),
            *(tensors[f"intent.{name}"] for name in ("labels", "centre", "directions")),
        )
        return cls(tuple(settings["names"]), **stored, neighbours=rows, tuning=Tuning(**settings["tuning"]))


def mixed(scores: Floats, votes: Floats, share: float, sharpness: float) -> NDArray[np.float64]:
    """Return probabilities (n, k) from the softmax's scores and the neighbours' votes, both (n, k)."""
    both = (1.0 - share) * np.exp(softmax.log_softmax(scores)) + share * votes
    return np.exp(softmax.log_softmax(np.log(both.astype(np.float64) + 1e-9) * sharpness))


def _fit(vectors: Floats, grams: Sequence[ngrams.Sparse], labels: Sequence[str]) -> IntentHead:
    names, numbers = np.unique(np.asarray(labels), return_inverse=True)
    meaning = np.ascontiguousarray(vectors[:, MEANING])
    quiet = [(indices, values * NGRAM_SHARE) for indices, values in grams]
    weights = softmax.fit(meaning, quiet, numbers, PULL)
    width = meaning.shape[1]
    return IntentHead(
        tuple(str(name) for name in names),
        np.ascontiguousarray(weights[:, :width]),
        np.ascontiguousarray(weights[:, width:-1]),
        np.ascontiguousarray(weights[:, -1]),
        remember(meaning, numbers),
    )


def _tuning(trial: IntentHead, vectors: Floats, texts: Sequence[str], labels: Sequence[str]) -> Tuning:
    """Return what rows that the trial never saw say; too few of them leave the sharpness as it is."""
    numbers = {name: at for at, name in enumerate(trial.names)}
    known = [at for at, label in enumerate(labels) if label in numbers]
    share = 0.5 * min(1.0, _FEW_ROWS * len(trial.names) / len(trial.neighbours.labels))
    if len(known) < _ENOUGH:
        return Tuning(share)
    truth = np.asarray([numbers[labels[at]] for at in known])
    scores = np.stack([trial._scores(vectors[at], texts[at]) for at in known])
    votes, likeness = trial.neighbours.ask(vectors[known][:, MEANING], len(trial.names))

    def likelihood(sharpness: float) -> float:
        found = mixed(scores, votes, share, sharpness)[np.arange(len(truth)), truth]
        return float(np.log(found + 1e-12).mean())

    sharpness = max(_SHARPNESS, key=likelihood)
    top = scores.max(axis=1)
    usual = (likeness.mean(), max(likeness.std(), 1e-3), top.mean(), max(top.std(), 1e-3))
    return Tuning(share, sharpness, *(float(one) for one in usual))


def fit(vectors: Floats, texts: Sequence[str], labels: Sequence[str]) -> IntentHead:
    """Train the head on vectors (n, WIDTH), their texts and labels; needs at least two different labels."""
    if len(set(labels)) < 2:
        raise ValueError("an intent head needs rows of at least two intents")
    grams = [ngrams.features(text) for text in texts]
    head = _fit(vectors, grams, labels)
    held = np.arange(len(labels)) % 6 == 5
    keep, test = np.flatnonzero(~held), np.flatnonzero(held)
    if len({labels[at] for at in keep}) < 2:
        return head
    trial = _fit(vectors[keep], [grams[at] for at in keep], [labels[at] for at in keep])
    tuning = _tuning(trial, vectors[test], [texts[at] for at in test], [labels[at] for at in test])
    return replace(head, tuning=tuning)

"""Counts hashed words and character n-grams, which catch typos and names the encoder blurs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import TypeAlias
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

BUCKETS = 1 << 14
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?|[?!]")

Sparse: TypeAlias = tuple[NDArray[np.int64], NDArray[np.float32]]


def _grams(text: str) -> Counter[str]:
    words = _WORD.findall(text.lower())
    grams: Counter[str] = Counter(words)
    grams.update(f"{left} {right}" for left, right in pairwise(words))
    for word in words:
        padded = f"<{word}>"
        for size in (3, 4, 5):
            grams.update(f"#{padded[i : i + size]}" for i in range(len(padded) - size + 1))
    return grams


def features(text: str) -> Sparse:
    """Return bucket numbers and values (square roots of counts, of unit length) of a text's n-grams."""
    buckets: dict[int, float] = {}
    for gram, count in _grams(text).items():
        bucket = crc32(gram.encode()) % BUCKETS
        buckets[bucket] = buckets.get(bucket, 0.0) + float(np.sqrt(count))
    indices = np.fromiter(buckets, dtype=np.int64, count=len(buckets))
    values = np.fromiter(buckets.values(), dtype=np.float32, count=len(buckets))
    norm = float(np.linalg.norm(values))
    return indices, values / max(norm, 1e-9)


def matrix(rows: Sequence[Sparse]) -> tuple[NDArray[np.float32], NDArray[np.int64], NDArray[np.int64]]:
    """Return data, indices and row pointers of a CSR matrix of shape (len(rows), BUCKETS)."""
    pointers = np.cumsum([0, *(len(indices) for indices, _ in rows)])
    if not rows:
        return np.zeros(0, np.float32), np.zeros(0, np.int64), pointers
    return np.concatenate([v for _, v in rows]), np.concatenate([i for i, _ in rows]), pointers

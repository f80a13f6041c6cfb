"""Counts hashed words and character n-grams, which catch typos and names the encoder blurs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import TypeAlias
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

BUCKETS = 1 << 14
_LONGEST_WORD = 40
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?|[?!]")

Sparse: TypeAlias = tuple[NDArray[np.int64], NDArray[np.float32]]


@lru_cache(maxsize=1 << 15)
def _buckets_of(word: str) -> tuple[int, ...]:
    """Return the buckets of a word and of its character n-grams; customers share most of their words."""
    padded = f"<{word}>"
    grams = [f"#{padded[i : i + size]}" for size in (3, 4, 5) for i in range(len(padded) - size + 1)]
    return tuple(_bucket(gram) for gram in (word, *grams))


def _bucket(gram: str) -> int:
    return crc32(gram.encode()) % BUCKETS


def features(text: str) -> Sparse:
    """Return bucket numbers and values (square roots of counts, of unit length) of a text's n-grams."""
    words = _WORD.findall(text.lower())
    counts = Counter(_bucket(f"{left} {right}") for left, right in pairwise(words))
    for word in words:
        # A run of thousands of letters is no word to remember, and its start tells enough.
        counts.update(_buckets_of(word[:_LONGEST_WORD]))
    indices = np.fromiter(counts, dtype=np.int64, count=len(counts))
    values = np.sqrt(np.fromiter(counts.values(), dtype=np.float32, count=len(counts)))
    norm = float(np.linalg.norm(values))
    return indices, values / max(norm, 1e-9)


def matrix(rows: Sequence[Sparse]) -> tuple[NDArray[np.float32], NDArray[np.int64], NDArray[np.int64]]:
    """Return data, indices and row pointers of a CSR matrix of shape (len(rows), BUCKETS)."""
    pointers = np.cumsum([0, *(len(indices) for indices, _ in rows)])
    if not rows:
        return np.zeros(0, np.float32), np.zeros(0, np.int64), pointers
    return np.concatenate([v for _, v in rows]), np.concatenate([i for i, _ in rows]), pointers

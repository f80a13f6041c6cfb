"""Small measures of a text: its digest, its sentences, its words."""

from __future__ import annotations

import re
from hashlib import sha256

_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|(?<=[.!?…][\"'”’)])\s+")
_WORD = re.compile(r"[a-z0-9']+")


def digest(text: str) -> str:
    """A short fingerprint of a text; letter case, punctuation and spacing make no difference."""
    return sha256(" ".join(words(text)).encode()).hexdigest()[:12]


def words(text: str) -> list[str]:
    """The words of a text in lower case."""
    return _WORD.findall(text.lower().replace("’", "'"))


def sentences(text: str) -> list[str]:
    """The sentences of a text; a line break ends a sentence too."""
    parts = (part for line in text.splitlines() for part in _SENTENCE_END.split(line))
    return [part.strip() for part in parts if words(part)]


def overlap(one: str, other: str) -> float:
    """Share of the shorter text's words that stand in the other one too, 0 to 1."""
    left, right = set(words(one)), set(words(other))
    return len(left & right) / min(len(left), len(right)) if left and right else 0.0

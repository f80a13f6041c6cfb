"""Cuts a long message into the few pieces that may each carry an intent of their own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

MAX_PIECES = 12
_MIN_WORDS = 3
_BREAK = re.compile(r"(?<=[.!?…])[\"')\]]*\s+(?=\S)|\n+|\s+[-–—]\s+|;\s+")
_ABBREVIATION = re.compile(r"\b(?:mr|mrs|ms|dr|st|no|nr|vs|etc|approx|e\.g|i\.e|ref)\.$", re.IGNORECASE)
_JOIN = re.compile(
    r",?\s+(?:and also|also|plus|btw|by the way|anyway|anyways|but now|so basically)\b", re.IGNORECASE
)
_LONG = 25


@dataclass(frozen=True)
class Piece:
    """A stretch of the message, with its place in it."""

    text: str
    start: int
    end: int


def _cuts(text: str) -> list[int]:
    cuts = [match.end() for match in _BREAK.finditer(text) if not _ABBREVIATION.search(text[: match.start()])]
    cuts += [match.start() for match in _JOIN.finditer(text) if match.start() > 0]
    return sorted({cut for cut in cuts if 0 < cut < len(text)})


def _spans(text: str) -> list[tuple[int, int]]:
    edges = [0, *_cuts(text), len(text)]
    spans: list[tuple[int, int]] = []
    for start, end in pairwise(edges):
        few = len(text[start:end].split()) < _MIN_WORDS
        if spans and few:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans


def _fold(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join neighbours until at most MAX_PIECES are left, so that a huge message stays cheap to read."""
    while len(spans) > MAX_PIECES:
        at = min(range(len(spans) - 1), key=lambda i: spans[i + 1][1] - spans[i][0])
        spans[at : at + 2] = [(spans[at][0], spans[at + 1][1])]
    return spans


def split(text: str) -> list[Piece]:
    """Return the message's sentences as pieces; one piece when the message is a single sentence."""
    spans = _fold(_spans(text))
    return [Piece(text[start:end], start, end) for start, end in spans if text[start:end].strip()]

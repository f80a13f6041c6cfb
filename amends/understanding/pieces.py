"""Cuts a long message into the few pieces that may each carry an intent of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

MAX_PIECES = 12
_MIN_WORDS = 3
_BREAK = re.compile(r"(?<=[.!?…])[\"')\]]*\s+(?=\S)|\n+|\s+[-–—]\s+|;\s+")
_ABBREVIATION = re.compile(r"\b(?:mr|mrs|ms|dr|st|no|nr|vs|etc|approx|e\.g|i\.e|ref)\.$", re.IGNORECASE)
# A new clause begins where somebody or something begins to act; "black and white" is none.
_SUBJECT = (
    r"(?:i|i'm|i've|i'd|i'll|im|ive|you|you're|you've|u|we|we've|we're|they|they're|they've|he|she|it|it's|its|my|your|our|their|"
    r"his|her|the|this|that|there|there's|these|those|nobody|no\s+one|none|someone|somebody|everyone|everything|"
    r"nothing|one|two|half|another|why|how|when|where|what|who|which|can|could|would|will|please|pls|is|are|"
    r"was|were|has|have|had|do|does|did|don't|now|then|still|never|also|let|cancel|refund|send|put|"
    r"meanwhile|yesterday|today|when|after|every|all|no|not)\b"
)
_JOIN = re.compile(
    r",?\s+(?:and\s+)?(?:also|plus|btw|by\s+the\s+way|anyways?|besides|meanwhile|so\s+basically|"
    r"on\s+top\s+of\s+(?:that|it|this)|as\s+well\s+as|in\s+addition|another\s+thing|secondly)\b"
    rf"|,?\s+(?:and|but|so|then|while|yet)\s+(?={_SUBJECT})"
    rf"|,\s+(?={_SUBJECT})",
    re.IGNORECASE,
)
_CLAUSE_WORDS = 4


@dataclass(frozen=True)
class Piece:
    """A stretch of the message, with its place in it."""

    text: str
    start: int
    end: int


def _breaks(text: str) -> list[int]:
    """Return where sentences end, as marks and line breaks tell."""
    return [match.end() for match in _BREAK.finditer(text) if not _ABBREVIATION.search(text[: match.start()])]


def _spans(edges: Iterable[int], text: str, fewest: int) -> list[tuple[int, int]]:
    """Return the stretches between edges; one of fewer words than that joins its neighbour."""
    spans: list[tuple[int, int]] = []
    for start, end in pairwise(sorted(edges)):
        if spans and min(_words(text, (start, end)), _words(text, spans[-1])) < fewest:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans


def _words(text: str, span: tuple[int, int]) -> int:
    return len(text[span[0] : span[1]].split())


def _clauses(text: str, span: tuple[int, int]) -> list[tuple[int, int]]:
    """Return the clauses of one sentence, where it joins several that could stand alone."""
    cuts = {match.start() for match in _JOIN.finditer(text, *span)}
    return _spans({*span, *cuts}, text, _CLAUSE_WORDS)


def _fold(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join neighbours until at most MAX_PIECES are left, so that a huge message stays cheap to read."""
    while len(spans) > MAX_PIECES:
        at = min(range(len(spans) - 1), key=lambda i: spans[i + 1][1] - spans[i][0])
        spans[at : at + 2] = [(spans[at][0], spans[at + 1][1])]
    return spans


def split(text: str) -> list[Piece]:
    """Return the message's clauses as pieces; one piece when the message is a single one."""
    sentences = _spans({0, *_breaks(text), len(text)}, text, _MIN_WORDS)
    spans = _fold([clause for sentence in sentences for clause in _clauses(text, sentence)])
    return [Piece(text[start:end], start, end) for start, end in spans if text[start:end].strip()]

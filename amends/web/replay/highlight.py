"""Cuts a message at the borders of its cues, so that a page can mark each piece with what was seen in it."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Cue:
    """One piece of evidence; `weight` is in log-odds, positive when it speaks for frustration."""

    name: str
    start: int
    end: int
    weight: float


@dataclass(frozen=True)
class Piece:
    """A stretch of text and the cues that cover all of it."""

    text: str
    cues: tuple[Cue, ...]


def cues_of(found: Sequence[dict[str, Any]], length: int) -> list[Cue]:
    """Cues as recorded, with spans kept inside a text of `length` characters."""
    cues = []
    for item in found:
        start, end = (item.get("span") or (0, length))[:2]
        start, end = max(0, min(int(start), length)), max(0, min(int(end), length))
        cues.append(Cue(str(item.get("cue", "")), start, end, float(item.get("weight", 0.0))))
    return cues


def covers_all(cue: Cue, length: int) -> bool:
    """Whether a cue is about the whole message, so that marking it would mark everything."""
    return cue.start == 0 and cue.end >= length


def pieces(text: str, cues: Sequence[Cue]) -> list[Piece]:
    """The text in order, cut wherever a cue begins or ends; joined again it is the text."""
    local = [cue for cue in cues if cue.start < cue.end and not covers_all(cue, len(text))]
    borders = sorted({0, len(text), *(cue.start for cue in local), *(cue.end for cue in local)})
    return [
        Piece(text[start:end], tuple(cue for cue in local if cue.start <= start and end <= cue.end))
        for start, end in itertools.pairwise(borders)
    ]


def parts(whole: Sequence[Piece], start: int, end: int) -> list[Piece]:
    """The pieces of a stretch of the text, cut where it begins and ends."""
    found, at = [], 0
    for piece in whole:
        first, last = max(start - at, 0), min(end - at, len(piece.text))
        if first < last:
            found.append(Piece(piece.text[first:last], piece.cues))
        at += len(piece.text)
    return found

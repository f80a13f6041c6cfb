"""The customer's own words: what may be quoted back, and whether they had to say it again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from amends.deescalation.texts import overlap, sentences, words

_NOISE = re.compile(r"https?://\S+|[@#]\w+|[“”\"{}<>]|\[[^\]]*\]")
_CLAUSE = re.compile(r"[,;:–—]\s|\s-\s")
_COARSE = re.compile(
    r"\b(?:\w*f+u+c+k\w*|f+k\w*|wtf|\w*shit\w*|\w*cunt\w*|bastard\w*|idiot\w*|moron\w*|stupid\w*|crap\w*|damn\w*"
    r"|arse\w*|\w*asshole\w*|ass|dick\w*|wank\w*|bitch\w*|bollocks|piss\w*|suck\w*|scum\w*|con artist\w*"
    r"|bloody|hell|retard\w*|whore\w*|screw\w*|jerk\w*|useless|pathetic|liar\w*|joke|clown\w*|bullshit)\b",
    re.IGNORECASE,
)
SHORTEST, LONGEST = 4, 14
_FIRST_PERSON = re.compile(
    r"\b(?:i|my|me|we|our|order|parcel|package|flight|bill|account|item|it)\b", re.IGNORECASE
)


def quotable(text: str) -> str | None:
    """A stretch of 4 to 14 words of the text that can be quoted without repeating an insult."""
    cleaned = " ".join(_NOISE.sub(" ", text.replace("\n", ". ")).split())
    pieces: list[str] = []
    for sentence in sentences(cleaned):
        pieces += [sentence] if _fits(sentence) else _CLAUSE.split(sentence)
    fitting = [piece.strip(" .,;:!?…-–—") for piece in pieces if _fits(piece) and not _COARSE.search(piece)]
    calm = [piece for piece in fitting if not piece.isupper() and "?" not in piece]
    telling = [piece for piece in calm if _FIRST_PERSON.search(piece)]
    return next(iter(telling or calm), None)


def _fits(piece: str) -> bool:
    return SHORTEST <= len(words(piece)) <= LONGEST


def says_again(text: str, earlier: Sequence[str]) -> bool:
    """Whether the customer has to repeat what they already wrote: nearly the same words, at least five."""
    return len(words(text)) >= 5 and any(
        overlap(text, one) >= 0.8 and len(words(one)) >= 5 for one in earlier
    )


def is_vague(texts: Sequence[str]) -> bool:
    """Whether all that was told so far is too little to act on."""
    return sum(len(words(text)) for text in texts) < 8

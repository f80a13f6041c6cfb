"""Sentences and clauses of a text: where each stands, what is only quoted, and what only a condition."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from amends.casework.found_promise import Span

_QUOTED = re.compile(
    r"\"[^\"\n]*\"|“[^”\n]*”|«[^»\n]*»|(?<!\w)['‘](?=\w)[^'‘’\n]*(?:(?<=\w)['’]\w[^'‘’\n]*)*['’](?!\w)"
)
_CITED = re.compile(r"^>.*$", re.MULTILINE)
_END = re.compile(r"(?:[.!?;…]+[)\"”]*(?=\s|$))|\n+")
_TITLE = re.compile(r"\b(?:Dr|Mr|Mrs|Ms|Prof|St|No|approx|e\.g|i\.e|a\.m|p\.m|[A-Z])\.$")
_SOMEBODY = (
    r"(?:I|we|you|they|he|she|it|that|this|there|everything|everyone|nobody|the|your|our|my|his|her|any(?:thing|one)"
    r"|(?-i:(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|January|February|March\b|April\b|June\b|July|August\b"
    r"|September|October|November|December|Christmas|Easter)[A-Z]\w+))\b"
)
_CONDITION = re.compile(
    r"\b(?:if|once|when(?:ever)?|as\s+soon\s+as|after(?!\s+(?:that|this)\b)|provided(?:\s+that)?|assuming|unless"
    r"|in\s+case|the\s+(?:moment|minute|second)|(?:on\s+)?condition\s+that|so\s+long\s+as|as\s+long\s+as"
    rf"|(?:^|(?<=[,\s]))should(?=\s+(?:you|it|they)))\s+(?={_SOMEBODY})"
    rf"(?!(?:the\s+)?(?:weekend|holidays?|Christmas)\b)",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    rf"\b(?:until|till|because|since|while|although|as)\s+(?={_SOMEBODY})(?!the\s+\d)", re.IGNORECASE
)
_MAIN = re.compile(
    r",|\s(?:then\s+)?(?=(?:we|I|our|my)\s*(?:['’]ll|will|shall)\b)|\s(?=you\s*(?:['’]ll|will)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Sentence:
    """A sentence at its place; `words` has its length, with what is quoted or a condition blanked out.

    `conditions` are the clauses that have to come true first ("once we have the parcel"), and `places`
    where each begins in the sentence.
    """

    span: Span
    words: str
    conditions: tuple[str, ...]
    places: tuple[int, ...]
    asks: bool


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences of a text, in order."""
    unquoted = _CITED.sub(_blank, _QUOTED.sub(_blank, text))
    start = 0
    for end in [*_ends(unquoted), len(text)]:
        part = unquoted[start:end]
        if part.strip():
            yield _sentence(part, Span(start, end))
        start = end


def _ends(text: str) -> Iterator[int]:
    for match in _END.finditer(text):
        if match[0] != "." or not _within(text, match.end()):
            yield match.end()


def _within(text: str, end: int) -> bool:
    """Whether the full stop before `end` belongs to a title, or to an hour in the middle of a sentence."""
    word = _TITLE.search(text[max(0, end - 9) : end])
    if word is None:
        return False
    return word[0].lower() not in ("a.m.", "p.m.") or not text[end:].lstrip()[:1].isupper()


def _sentence(words: str, span: Span) -> Sentence:
    conditions: dict[int, str] = {}
    for pattern in (_CONDITION, _ASIDE):
        while match := pattern.search(words):
            ahead = _MAIN.search(words, match.end() + 1)
            end = max(match.end(), ahead.start() if ahead else len(words.rstrip(" .!?;")))
            if pattern is _CONDITION:
                conditions[match.start()] = words[match.start() : end]
            words = words[: match.start()] + " " * (end - match.start()) + words[end:]
    asks = words.rstrip(' )"”\n').endswith("?")
    return Sentence(span, words, tuple(conditions.values()), tuple(conditions), asks)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])

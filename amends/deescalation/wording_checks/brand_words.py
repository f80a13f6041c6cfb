"""What the business itself has banned, and what it has allowed in spite of a rule."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from amends.deescalation.rulesets import Allowed
from amends.deescalation.wording_checks.spoken import Finding, Spoken

BANNED = "banned phrase"


def banned_phrases(spoken: Spoken, phrases: Iterable[str]) -> Iterator[Finding]:
    """Every banned phrase that stands in the text."""
    for phrase in phrases:
        for start, end in _places(phrase, spoken):
            yield spoken.found(BANNED, start, end, "say it in other words: data/brand.yml bans it")


def allowed_places(spoken: Spoken, exceptions: Iterable[Allowed]) -> list[tuple[int, int]]:
    """Where the text holds words that the business has allowed, as starts and ends."""
    return [place for exception in exceptions for place in _places(exception.words, spoken)]


def _places(words: str, spoken: Spoken) -> Iterator[tuple[int, int]]:
    plain = words.replace("’", "'").replace("‘", "'")
    for match in re.finditer(rf"(?<!\w){re.escape(plain)}(?!\w)", spoken.plain, re.IGNORECASE):
        yield match.span()

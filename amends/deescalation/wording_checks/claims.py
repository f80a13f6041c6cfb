"""Deeds that nothing proves, and promises that nobody wrote down."""

from __future__ import annotations

import re
from collections.abc import Iterator

from amends.deescalation.invariants import DONE, PROMISE, STANDS
from amends.deescalation.moves import COMMIT, HAND_OFF
from amends.deescalation.wording_checks.spoken import Finding, Spoken

# Facts that only a receipt fills: a text with one of them is not said before the deed is done.
_ENTRY, _PROMISE = frozenset({"reference", "due_text"}), frozenset({"due_text"})
# What only the request for a person proves, and what no receipt of the assistant's proves at all.
_HANDED = re.compile(r"\b(?:asked|passed|queue)\b", re.IGNORECASE)
_NEVER = re.compile(r"\b(?:sent|refunded)\b", re.IGNORECASE)
_BEEN = re.compile(
    r"\b(?:has|have) (?:now |already )?been (?:logged|recorded|added|noted|filed|saved|sent|refunded"
    r"|passed (?:on|to))\b",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:not?|nothing|never|nobody|if|once|when|until)\b|n't\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[^.?!…]+[.?!…]*")


def unproven_claims(spoken: Spoken) -> Iterator[Finding]:
    """Statements that something was done or stands on record, where no receipt can be at hand."""
    for start, sentence in _statements(spoken.plain):
        for pattern in (DONE, STANDS, _BEEN):
            match = pattern.search(sentence)
            denied = match is not None and _DENIED.search(sentence, 0, match.start()) is not None
            if match and not denied and not _proven(match[0], spoken):
                span = (start + match.start(), start + match.end())
                yield spoken.found("unproven claim", *span, "say it after the deed, with its {reference}")
                break


def unkept_promises(spoken: Spoken) -> Iterator[Finding]:
    """Words that bind us, in a text that does not speak of a promise on record."""
    if spoken.move == COMMIT or spoken.slots & _PROMISE:
        return
    for match in PROMISE.finditer(spoken.plain):
        yield spoken.found(
            "unkept promise",
            *match.span(),
            "say what is done at once, or put it on record: {promiser} will {promise} by {due_text}",
        )


def _proven(deed: str, spoken: Spoken) -> bool:
    if _NEVER.search(deed):
        return spoken.move == COMMIT
    if _HANDED.search(deed):
        return spoken.move == HAND_OFF
    return spoken.move in (COMMIT, HAND_OFF) or bool(spoken.slots & _ENTRY)


def _statements(text: str) -> Iterator[tuple[int, str]]:
    for match in _SENTENCE.finditer(text):
        if not match[0].rstrip().endswith("?"):
            yield match.start(), match[0]

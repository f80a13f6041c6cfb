"""Texts that are too hard, or too long for somebody who is furious."""

from __future__ import annotations

from collections.abc import Iterator

from amends.deescalation.rulesets import PlaybookRules
from amends.deescalation.texts import sentences
from amends.deescalation.wording_checks.reading_ease import grade, word_count
from amends.deescalation.wording_checks.samples import filled
from amends.deescalation.wording_checks.spoken import Finding, Spoken

HARD_READING, TOO_LONG = "hard reading", "too long for anger"
HARDEST_GRADE = 8.0
# A grade says nothing of a handful of words: one long word among five makes a professor of anyone.
MEASURABLE_WORDS = 10
# The guard lets 26 pass, with whatever the customer's facts are; what is written stays well below it.
HOSTILE_WORDS = 20
HOSTILE_SENTENCES = PlaybookRules().hostile_sentences


def hard_reading(spoken: Spoken) -> Iterator[Finding]:
    """A text above the grade that everybody can read, its slots filled with samples."""
    text = filled(spoken.text)
    level = grade(text)
    if word_count(text) >= MEASURABLE_WORDS and level > HARDEST_GRADE:
        yield spoken.found_all(
            HARD_READING, f"shorter words and sentences: grade {level:.1f}, {HARDEST_GRADE:g} at most"
        )


def too_long_for_anger(spoken: Spoken) -> Iterator[Finding]:
    """More or longer sentences than a hostile customer reads."""
    if not spoken.to_hostile:
        return
    parts = sentences(filled(spoken.text))
    if len(parts) > HOSTILE_SENTENCES:
        yield spoken.found_all(
            TOO_LONG, f"{HOSTILE_SENTENCES} sentences at most, here are {len(parts)}"
        )
    longest = max((word_count(part) for part in parts), default=0)
    if longest > HOSTILE_WORDS:
        yield spoken.found_all(
            TOO_LONG, f"sentences of {HOSTILE_WORDS} words at most, here is one of {longest}"
        )

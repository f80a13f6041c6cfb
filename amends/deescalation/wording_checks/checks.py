"""All checks of one text, by whoever it is said and wherever it comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from amends.deescalation.rulesets import Brand
from amends.deescalation.wording_checks.brand_words import BANNED, allowed, banned_phrases
from amends.deescalation.wording_checks.cheer import false_cheer
from amends.deescalation.wording_checks.claims import unkept_promises, unproven_claims
from amends.deescalation.wording_checks.length import HARD_READING, TOO_LONG, hard_reading, too_long_for_anger
from amends.deescalation.wording_checks.phrases import turns_of_phrase
from amends.deescalation.wording_checks.spelling import mixed_spelling
from amends.deescalation.wording_checks.spoken import Finding, Spoken

CHECKS: tuple[Callable[[Spoken], Iterable[Finding]], ...] = (
    turns_of_phrase,
    false_cheer,
    unproven_claims,
    unkept_promises,
    hard_reading,
    too_long_for_anger,
)
# These name no words of their own, so others may be found in the same place.
ABOUT_THE_WHOLE = (HARD_READING, TOO_LONG)


def check_text(spoken: Spoken, brand: Brand) -> list[Finding]:
    """What should change in a text, in the order of its words; an empty list is a good text."""
    # A rule that says why beats the bare ban on the same words.
    found = (*_by_rule(spoken, brand), *banned_phrases(spoken, brand.banned_phrases))
    kept: list[Finding] = []
    for finding in found:
        banned = finding.rule == BANNED
        if not (allowed(finding, spoken, brand.allowed) or _said_already(finding, kept, banned)):
            kept.append(finding)
    return sorted(kept, key=lambda one: (one.start, one.end))


def _by_rule(spoken: Spoken, brand: Brand) -> Iterator[Finding]:
    for check in CHECKS:
        yield from check(spoken)
    yield from mixed_spelling(spoken, brand.spelling)


def _said_already(finding: Finding, kept: Iterable[Finding], by_any_rule: bool) -> bool:
    return any(
        other.start < finding.end and finding.start < other.end
        for other in kept
        if other.rule not in ABOUT_THE_WHOLE and (by_any_rule or other.rule == finding.rule)
    )

"""All checks of one text, by whoever it is said and wherever it comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from amends.deescalation.rulesets import Brand
from amends.deescalation.wording_checks.brand_words import allowed_places, banned_phrases
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
    places = allowed_places(spoken, brand.allowed)

    def disputed(finding: Finding) -> bool:
        return not any(start <= finding.start and finding.end <= end for start, end in places)

    named = _each_once(filter(disputed, _by_rule(spoken, brand)))
    # A rule that says why beats the bare ban on the same words.
    covered = bytearray(len(spoken.text))
    for finding in named:
        if finding.rule not in ABOUT_THE_WHOLE:
            covered[finding.start : finding.end] = b"\1" * (finding.end - finding.start)
    banned = _each_once(filter(disputed, banned_phrases(spoken, brand.banned_phrases)))
    bare = [one for one in banned if not any(covered[one.start : one.end])]
    return sorted([*named, *bare], key=lambda one: (one.start, one.end))


def _by_rule(spoken: Spoken, brand: Brand) -> Iterator[Finding]:
    for check in CHECKS:
        yield from check(spoken)
    yield from mixed_spelling(spoken, brand.spelling)


def _each_once(findings: Iterable[Finding]) -> list[Finding]:
    """Of findings of one rule that overlap the first and longest; rules about the whole name no words."""
    kept, reached = [], dict[str, int]()
    for finding in sorted(findings, key=lambda one: (one.start, -one.end)):
        if finding.rule in ABOUT_THE_WHOLE or finding.start >= reached.get(finding.rule, 0):
            kept.append(finding)
            reached[finding.rule] = finding.end
    return kept

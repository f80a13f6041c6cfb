"""Whether each response has enough ways to be said, in every band, whatever is known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from amends.deescalation.bands import BANDS
from amends.deescalation.texts import words
from amends.deescalation.wording import Variant
from amends.deescalation.wording_checks.spoken import ERROR, Finding

FEWEST = 4


def check_responses(responses: Mapping[str, Sequence[Variant]]) -> Iterator[tuple[str, int, Finding]]:
    """Findings about responses as wholes, each with the response and the index of a variant of it."""
    yield from _twice(responses)
    for name, variants in responses.items():
        if not variants:
            yield name, 0, _finding("missing variants", name, "write a text for it")
            continue
        for band in BANDS:
            yield from _too_few(name, variants, band)
        yield from _without_fallback(name, variants)


def _too_few(name: str, variants: Sequence[Variant], band: str) -> Iterator[tuple[str, int, Finding]]:
    fitting = [one for one in variants if not one.bands or band in one.bands]
    if len(fitting) < FEWEST:
        missing = f"{FEWEST - len(fitting)} more for {band}, so that nothing is said twice"
        yield name, 0, _finding("missing variants", name, missing)


def _without_fallback(name: str, variants: Sequence[Variant]) -> Iterator[tuple[str, int, Finding]]:
    # What every variant needs is what the response is about: it is chosen only when that is known.
    about = frozenset.intersection(*(one.needs for one in variants))
    for band in BANDS:
        fitting = [one for one in variants if not one.bands or band in one.bands]
        if fitting and not any(one.needs <= about for one in fitting):
            slots = sorted(frozenset[str]().union(*(one.needs for one in fitting)) - about)
            unknown = " and ".join(f"{{{slot}}}" for slot in slots)
            yield name, 0, _finding("missing fallback", name, f"a variant for {band} without {unknown}")
            return


def _twice(responses: Mapping[str, Sequence[Variant]]) -> Iterator[tuple[str, int, Finding]]:
    first: dict[str, str] = {}
    for name, variants in responses.items():
        for index, variant in enumerate(variants):
            said = " ".join(words(variant.text))
            if said in first:
                other = f"other words than {first[said]}"
                yield name, index, _finding("same text twice", variant.text, other)
            first.setdefault(said, name)


def _finding(rule: str, what: str, instead: str) -> Finding:
    return Finding(rule, what, instead, ERROR, 0, len(what))

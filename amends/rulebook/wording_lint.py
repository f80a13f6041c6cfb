"""Checks the wording of files: the house's responses and brand, or any texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from amends.deescalation.bands import BANDS
from amends.deescalation.rulesets import Brand
from amends.deescalation.wording_checks import Finding, Spoken, check_responses, check_text
from amends.deescalation.wording_checks.spoken import move_of
from amends.rulebook.responses_file import PlacedVariant, placed_responses
from amends.rulebook.source import Place, read
from amends.rulebook.texts_file import load_texts


@dataclass(frozen=True)
class PlacedFinding:
    """A finding with where it stands; `response` is None for a text that is none."""

    place: Place
    response: str | None
    finding: Finding


@dataclass(frozen=True)
class Linted:
    """What came of a run: how many texts were read, and what should change in them."""

    texts: int
    findings: tuple[PlacedFinding, ...]

    def count(self, severity: str) -> int:
        """How many findings are of that severity."""
        return sum(one.finding.severity == severity for one in self.findings)


def lint_house(data: Path, brand: Brand) -> Linted:
    """All responses under a data folder, and what its brand file puts into sentences."""
    linted = lint_files([data / "responses"], brand)
    place = read(data / "brand.yml").mapping().get("person", read(data / "brand.yml")).place
    named = _of_text(Spoken(brand.person), place, None, brand)
    return Linted(linted.texts + 1, (*linted.findings, *named))


def lint_files(paths: Iterable[Path], brand: Brand) -> Linted:
    """Files of responses (.yml, or folders of them), plain texts and JSON lines; RulebookError if unreadable.

    Responses are checked as one catalogue, so that a text that stands in two files is found.
    """
    responses: dict[str, tuple[PlacedVariant, ...]] = {}
    texts: list[tuple[Place, Spoken]] = []
    for path in _unfolded(paths):
        if path.suffix in (".yml", ".yaml"):
            for name, variants in placed_responses(path).items():
                responses[name] = (*responses.get(name, ()), *variants)
        else:
            texts += load_texts(path)
    found = [*_of_responses(responses, brand)]
    for place, spoken in texts:
        found += _of_text(spoken, place, None, brand)
    ordered = sorted(found, key=lambda one: (str(one.place.path), one.place.line, one.finding.start))
    return Linted(len(texts) + sum(map(len, responses.values())), tuple(ordered))


def _unfolded(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        yield from sorted(path.glob("*.yml")) if path.is_dir() else (path,)


def _of_responses(
    responses: dict[str, tuple[PlacedVariant, ...]], brand: Brand
) -> Iterator[PlacedFinding]:
    for name, variants in responses.items():
        for one in variants:
            bands = one.variant.bands or BANDS
            yield from _of_text(Spoken(one.variant.text, move_of(name), bands), one.place, name, brand)
            for button in one.variant.buttons:
                yield from _of_text(Spoken(button.title, move_of(name), bands), one.place, name, brand)
    catalogue = {name: [one.variant for one in variants] for name, variants in responses.items()}
    for name, index, finding in check_responses(catalogue):
        yield PlacedFinding(responses[name][index].place, name, finding)


def _of_text(spoken: Spoken, place: Place, response: str | None, brand: Brand) -> list[PlacedFinding]:
    return [PlacedFinding(place, response, finding) for finding in check_text(spoken, brand)]

"""The files of the repository."""

from __future__ import annotations

from pathlib import Path

from amends.deescalation.reasons import REASONS
from amends.rulebook import load_rulebook

DATA = Path(__file__).parents[3] / "data"


def test_the_files_of_the_repository_load() -> None:
    book = load_rulebook(DATA)
    assert book.playbook.failed_clarifications == 2
    assert book.brand.banned_phrases and book.brand.person
    assert all(remedy.why_this_helps_you for remedy in book.remedies.remedies)


def test_every_reason_has_two_remedies_without_a_known_order() -> None:
    remedies = load_rulebook(DATA).remedies
    for reason in REASONS:
        assert len(remedies.options(reason.name, (), False)) >= 2, reason.name

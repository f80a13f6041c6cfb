"""The files of the repository."""

from __future__ import annotations

from pathlib import Path

import pytest

from amends.deescalation.reasons import REASONS
from amends.rulebook import RulebookError, load_rulebook, rulebook_id

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


def test_a_text_takes_the_place_of_a_file_and_errors_name_its_line() -> None:
    own, other = load_rulebook(DATA), load_rulebook(DATA, {"playbook": "decay: 0.125\n"})
    assert other.playbook.decay == 0.125 and other.remedies == own.remedies
    with pytest.raises(RulebookError, match=r"playbook\.yml:2: 'decai'"):
        load_rulebook(DATA, {"playbook": "decay: 0.5\ndecai: 0.4\n"})


def test_rulebooks_that_differ_have_other_ids() -> None:
    own = load_rulebook(DATA)
    assert rulebook_id(own) == rulebook_id(load_rulebook(DATA))
    assert rulebook_id(own) != rulebook_id(load_rulebook(DATA, {"playbook": "decay: 0.125\n"}))

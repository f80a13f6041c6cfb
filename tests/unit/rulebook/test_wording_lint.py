"""The house's own wording, and what is found in others'."""

from __future__ import annotations

from pathlib import Path

import pytest

from amends.deescalation.rulesets import Brand
from amends.rulebook import DATA, RulebookError, load_rulebook
from amends.rulebook.brand_file import load_brand
from amends.rulebook.wording_lint import lint_files, lint_house

GOOD = "Words one.", "Words two.", "Words three."


def responses(folder: Path, name: str, *texts: str, response: str = "utter_inform_a", tail: str = "") -> Path:
    lines = "".join(f'  - text: "{text}"\n' for text in texts)
    path = folder / name
    path.write_text(f'version: "3.1"\nresponses:\n  {response}:\n{lines}{tail}', encoding="utf-8")
    return path


def test_our_own_wording_is_clean() -> None:
    linted = lint_house(DATA, load_rulebook(DATA).brand)
    assert [(str(one.place.path), one.place.line, one.finding) for one in linted.findings] == []
    assert linted.texts > 1000


def test_every_exception_of_our_brand_is_needed() -> None:
    """An exception that covers no ban and breaks no rule is forgotten words."""
    brand = load_rulebook(DATA).brand
    for one in brand.allowed:
        assert any(phrase in one.words for phrase in brand.banned_phrases), one


def test_a_finding_names_file_line_and_response(tmp_path: Path) -> None:
    path = responses(tmp_path, "a.yml", *GOOD, "Calm down.")
    (found,) = lint_files([tmp_path], Brand()).findings
    assert (found.place.path, found.place.line, found.response) == (path, 7, "utter_inform_a")
    assert (found.finding.rule, found.finding.words) == ("minimising", "Calm down")


def test_the_move_in_the_name_and_the_condition_count(tmp_path: Path) -> None:
    proven = responses(tmp_path, "a.yml", *GOOD, "It is recorded.", response="utter_commit_a")
    assert lint_files([proven], Brand()).findings == ()
    more = '  - text: "A. B. C. D."\n    metadata: {bands: [calm]}\n'
    calm = responses(tmp_path, "b.yml", *GOOD, "Words four.", tail=more)
    assert lint_files([calm], Brand()).findings == ()


def test_the_words_on_a_button_count(tmp_path: Path) -> None:
    button = '    buttons:\n    - title: "Great!"\n      payload: /affirm\n'
    found = lint_files([responses(tmp_path, "a.yml", *GOOD, "Words four.", tail=button)], Brand()).findings
    assert [one.finding.words for one in found] == ["Great", "!"]


def test_a_text_in_two_files_is_found(tmp_path: Path) -> None:
    responses(tmp_path, "a.yml", *GOOD, "Words four.")
    responses(tmp_path, "b.yml", *GOOD, "Words five.", response="utter_inform_b")
    found = lint_files([tmp_path / "a.yml", tmp_path / "b.yml"], Brand()).findings
    assert [(one.place.path.name, one.finding.rule) for one in found] == [("b.yml", "same text twice")] * 3


def test_a_name_for_people_that_jokes_is_found(tmp_path: Path) -> None:
    (tmp_path / "responses").mkdir()
    responses(tmp_path / "responses", "a.yml", *GOOD, "Words four.")
    (tmp_path / "brand.yml").write_text("banned_phrases: []\nperson: a hero!\n", encoding="utf-8")
    (found,) = lint_house(tmp_path, load_brand(tmp_path / "brand.yml")).findings
    assert (found.place.path.name, found.place.line, found.response) == ("brand.yml", 2, None)




def test_a_broken_file_of_responses_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("answers: {}\n", encoding="utf-8")
    with pytest.raises(RulebookError, match=r"a\.yml:1: 'responses' is needed"):
        lint_files([tmp_path / "a.yml"], Brand())

"""The brand file."""

from __future__ import annotations

from pathlib import Path

import pytest

from amends.rulebook import RulebookError
from amends.rulebook.brand_file import load_brand


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(RulebookError, match=r"brand\.yml:1: the file is missing"):
        load_brand(tmp_path / "brand.yml")


def test_a_brand_knows_its_own_keys_only(tmp_path: Path) -> None:
    path = tmp_path / "brand.yml"
    path.write_text("person: a colleague\nphrases: [x]\n")
    with pytest.raises(RulebookError, match=r"brand\.yml:2: 'phrases' is not part of the brand"):
        load_brand(path)


def test_spelling_and_exceptions_are_read(tmp_path: Path) -> None:
    path = tmp_path / "brand.yml"
    path.write_text("spelling: american\nallowed:\n  - {words: oops, reason: our slogan}\n")
    brand = load_brand(path)
    assert brand.spelling == "american"
    assert [(one.words, one.reason) for one in brand.allowed] == [("oops", "our slogan")]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("spelling: english", "spelling is british or american"),
        ("allowed: [oops]", "expected a mapping"),
        ("allowed: [{words: oops}]", "what is allowed needs words and a reason"),
        ("allowed: [{words: oops, reason: ''}]", "expected a text"),
    ],
)
def test_a_wrong_spelling_or_exception_is_named(tmp_path: Path, text: str, problem: str) -> None:
    path = tmp_path / "brand.yml"
    path.write_text(text)
    with pytest.raises(RulebookError, match=rf"brand\.yml:1: {problem}"):
        load_brand(path)

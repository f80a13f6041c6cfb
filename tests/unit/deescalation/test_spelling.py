"""One spelling throughout."""

from __future__ import annotations

import pytest

from amends.deescalation.rulesets import AMERICAN, BRITISH
from amends.deescalation.wording_checks.spelling import mixed_spelling
from amends.deescalation.wording_checks.spoken import Spoken


@pytest.mark.parametrize(
    ("text", "spelling", "meant"),
    [
        ("I apologize.", BRITISH, "apologise"),
        ("The colors differ.", BRITISH, "colours"),
        ("It was canceled.", BRITISH, "cancelled"),
        ("I recognise that.", AMERICAN, "recognize"),
        ("The service centre.", AMERICAN, "center"),
    ],
)
def test_the_other_spelling_is_found(text: str, spelling: str, meant: str) -> None:
    (found,) = mixed_spelling(Spoken(text), spelling)
    assert f"“{meant}”" in found.instead


@pytest.mark.parametrize("spelling", [BRITISH, AMERICAN])
def test_words_that_both_share_are_left_alone(spelling: str) -> None:
    text = "The size of the prize, otherwise a surprise. I promise, “I apologize color”."
    assert list(mixed_spelling(Spoken(text), spelling)) == []


def test_its_own_spelling_is_left_alone() -> None:
    assert list(mixed_spelling(Spoken("A catalogue of colours."), BRITISH)) == []
    assert list(mixed_spelling(Spoken("A catalog of colors."), AMERICAN)) == []


def test_a_business_that_does_not_say_gets_no_finding() -> None:
    assert list(mixed_spelling(Spoken("I apologize for the colour."), None)) == []

"""Syllables, words and grades."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.deescalation.wording_checks.reading_ease import grade, syllables, word_count

COUNTED = {
    1: ("late", "moved", "times", "case", "whole", "don't", "cat's", "you've"),
    2: ("table", "people", "something", "didn't", "going", "rely", "quiet", "safety", "order"),
    3: ("everything", "video", "period", "remedy", "another", "however"),
    4: ("automated", "emergency", "apology", "ability"),
}
KNOWN = [(word, number) for number, words in COUNTED.items() for word in words]


@pytest.mark.parametrize(("word", "number"), KNOWN)
def test_syllables_are_those_that_are_heard(word: str, number: int) -> None:
    assert syllables(word) == number


def test_a_code_is_one_word_of_one_syllable() -> None:
    assert word_count("Case C-2026-000123, at 17:00.") == 4
    assert syllables("C-2026-000123") == syllables("17:00") == 1


def test_the_grade_is_flesch_and_kincaids() -> None:
    # Six words, one sentence, seven syllables: 0.39 * 6 + 11.8 * 7 / 6 - 15.59.
    assert grade("I am sorry that it broke.") == pytest.approx(0.5167, abs=1e-3)
    assert grade("") == grade("...") == 0.0


def test_long_words_and_long_sentences_are_harder() -> None:
    plain = "We lost it. I look for it now. You need not do a thing."
    hard = "The investigation necessitates authorisation."
    assert grade(plain) < grade(plain.replace(". ", ", and ")) < grade(hard)


@given(st.text())
def test_any_text_has_a_grade(text: str) -> None:
    assert isinstance(grade(text), float)

"""Measures of a text."""

from __future__ import annotations

from amends.deescalation.texts import digest, overlap, sentences, words


def test_a_digest_does_not_see_case_spacing_or_punctuation() -> None:
    assert digest("I'm here. Really") == digest("  i’m HERE really!") != digest("I'm not here")


def test_sentences_end_at_marks_and_line_breaks_and_need_a_word() -> None:
    assert sentences("One. Two? “Three.” Four\n...\nFive") == ["One.", "Two?", "“Three.”", "Four", "Five"]


def test_overlap_is_the_share_of_the_shorter_text() -> None:
    assert overlap("a b c d", "a b") == 1.0 and overlap("a b", "c d") == 0.0 and overlap("", "a") == 0.0
    assert words("It’s A-1") == ["it's", "a", "1"]

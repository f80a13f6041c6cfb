"""Bans and exceptions of a business."""

from __future__ import annotations

from amends.deescalation.rulesets import Allowed
from amends.deescalation.wording_checks.brand_words import allowed, banned_phrases
from amends.deescalation.wording_checks.spoken import Spoken


def test_a_banned_phrase_is_found_whatever_its_case_and_apostrophe() -> None:
    (found,) = banned_phrases(Spoken("Well, WE CAN’T do that."), ["we can't"])
    assert found.words == "WE CAN’T"


def test_a_part_of_a_longer_word_is_not_the_phrase() -> None:
    assert list(banned_phrases(Spoken("The troops are whoopsed."), ["oops", "whoops"])) == []


def test_an_exception_covers_its_words_and_no_others() -> None:
    spoken = Spoken("No problem at all. That is a problem.")
    first, second = banned_phrases(spoken, ["no problem", "a problem"])
    exceptions = [Allowed("no problem at all", "our founder's words")]
    assert allowed(first, spoken, exceptions) and not allowed(second, spoken, exceptions)

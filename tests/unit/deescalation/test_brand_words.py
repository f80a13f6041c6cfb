"""Bans and exceptions of a business."""

from __future__ import annotations

from amends.deescalation.rulesets import Allowed
from amends.deescalation.wording_checks.brand_words import allowed_places, banned_phrases
from amends.deescalation.wording_checks.spoken import Spoken


def test_a_banned_phrase_is_found_whatever_its_case_and_apostrophe() -> None:
    (found,) = banned_phrases(Spoken("Well, WE CAN’T do that."), ["we can't"])
    assert found.words == "WE CAN’T"


def test_a_part_of_a_longer_word_is_not_the_phrase() -> None:
    assert list(banned_phrases(Spoken("The troops are whoopsed."), ["oops", "whoops"])) == []


def test_an_exception_covers_its_words_wherever_they_stand() -> None:
    spoken = Spoken("No problem at all. That is a problem, no PROBLEM at all.")
    exceptions = [Allowed("no problem at all", "our founder's words"), Allowed("nowhere", "a test")]
    assert allowed_places(spoken, exceptions) == [(0, 17), (38, 55)]

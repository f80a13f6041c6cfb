"""Hard reading, and texts too long for somebody who is furious."""

from __future__ import annotations

from amends.deescalation.wording_checks.length import hard_reading, too_long_for_anger
from amends.deescalation.wording_checks.spoken import Spoken

TWENTY = "I read all that you wrote here and I go by it from now on, so add what you miss."
HARD = "Further verification of documentation necessitates considerable additional processing by the office."


def test_officialese_is_hard_to_read() -> None:
    (found,) = hard_reading(Spoken(HARD))
    assert "grade" in found.instead and found.words == HARD


def test_plain_words_and_a_few_long_ones_are_not() -> None:
    assert list(hard_reading(Spoken(TWENTY))) == []
    assert list(hard_reading(Spoken("Understood, automated emergency assistance."))) == []


def test_slots_count_as_what_they_become() -> None:
    text = "Nobody is on duty right now, so this is on record: {promiser} will {promise} by {due_text}."
    assert list(hard_reading(Spoken(text)))


def test_twenty_words_are_enough_for_fury() -> None:
    assert list(too_long_for_anger(Spoken(TWENTY))) == []
    (found,) = too_long_for_anger(Spoken(TWENTY.replace("miss", "have missed")))
    assert "one of 21" in found.instead


def test_three_sentences_are_enough_for_fury() -> None:
    assert list(too_long_for_anger(Spoken("One. Two. Three."))) == []
    (found,) = too_long_for_anger(Spoken("One. Two. Three. Four."))
    assert "here are 4" in found.instead


def test_others_may_read_more() -> None:
    assert list(too_long_for_anger(Spoken("A. B. C. D. " + TWENTY * 2, None, ("calm", "frustrated")))) == []

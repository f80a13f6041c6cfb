"""Turns of phrase: each rule bites, and leaves alone what only looks like it."""

from __future__ import annotations

import pytest

from amends.deescalation.wording_checks.phrases import turns_of_phrase
from amends.deescalation.wording_checks.spoken import WARNING, Spoken

BITES = {
    "blame": (
        "You should have written to us earlier.",
        "You could have asked first.",
        "You must have entered the wrong code.",
        "You forgot to add the number.",
        "You didn't read the label.",
        "If you had told us, it would be done.",
        "This is your own mistake.",
        "As I already said, it is late.",
        "As we’ve explained, it is late.",
        "As previously stated, it is late.",
        "You claim that it broke.",
        "You are overreacting.",
    ),
    "minimising": (
        "It is just a small delay.",
        "This is only a formality.",
        "Please calm down.",
        "Don’t worry about it.",
        "At least you have the lamp.",
        "It was a minor issue.",
        "Only two days have passed.",
        "You just need to wait.",
        "These things happen.",
    ),
    "vague apology": (
        "Sorry for any inconvenience caused.",
        "We apologise for the inconvenience.",
        "I am sorry you feel that way.",
        "I'm sorry if this upset you.",
        "Sorry about that.",
        "I'm sorry, but it is late.",
        "It is late. I am very sorry.",
        "Our apologies.",
    ),
    "quoting policy": (
        "According to our policy it is too late.",
        "The terms and conditions state thirty days.",
        "Our rules do not allow it.",
        "I am not authorised to do that.",
        "The system won't let me.",
    ),
}
SILENT = (
    "You should have received it by Friday.",
    "You should have been told.",
    "You should not have to say it twice.",
    "It is no fault of yours, and the mistake was mine.",
    "If anything is not as we said, write here.",
    "I do not know it just now.",
    "I recorded it just as you put it.",
    "It is not only the delay, it is not just once.",
    "It should simply work.",
    "Looking it up has just failed.",
    "There are at least two ways from here.",
    "A person comes only when you ask for one.",
    "You wrote “calm down”, and they meant it.",
    "I am sorry that the lamp came broken.",
    "You deserved better treatment, and I am sorry.",
    "I am sorry about this delay.",
    "What the rules say on that I don't know.",
    "According to the shop's record it is lost.",
    "The insurance policy number is on the letter.",
)


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule, texts in BITES.items() for text in texts])
def test_it_bites(rule: str, text: str) -> None:
    assert rule in {finding.rule for finding in turns_of_phrase(Spoken(text))}


@pytest.mark.parametrize("text", SILENT)
def test_a_near_miss_is_left_alone(text: str) -> None:
    assert list(turns_of_phrase(Spoken(text))) == []


@pytest.mark.parametrize("text", ["You can just write here.", "Simply press it.", "It is merely late."])
def test_a_small_word_that_may_be_meant_well_is_a_warning(text: str) -> None:
    assert [finding.severity for finding in turns_of_phrase(Spoken(text))] == [WARNING]

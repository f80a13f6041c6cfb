"""Cheer for people who are not in the mood."""

from __future__ import annotations

import pytest

from amends.deescalation.wording_checks.cheer import false_cheer
from amends.deescalation.wording_checks.spoken import ERROR, WARNING, Spoken


@pytest.mark.parametrize(
    "text",
    [
        "It is done!",
        "It is done 😊",
        "It is done :-)",
        "Great, we have the number.",
        "Here it is. Perfect.",
        "No problem. I look it up.",
        "Oops, that failed.",
        "Have a wonderful day.",
        "I'd be happy to look at it.",
        "Haha, so it goes.",
    ],
)
def test_it_bites(text: str) -> None:
    assert [finding.severity for finding in false_cheer(Spoken(text))] == [ERROR]


@pytest.mark.parametrize(
    "text",
    [
        "You wrote “great!”, and I see what you mean.",
        "A great deal of time was lost.",
        "From where you stand it must look like a bad joke.",
        "Have a good day.",
        "There is no problem with the number.",
        "The shop's record (A-1007): it is late.",
    ],
)
def test_a_near_miss_is_left_alone(text: str) -> None:
    assert list(false_cheer(Spoken(text))) == []


def test_a_calm_customer_may_be_cheered_but_not_shouted_at() -> None:
    found = list(false_cheer(Spoken("Great, it works!", None, ("calm",))))
    assert [(finding.words, finding.severity) for finding in found] == [("!", WARNING)]

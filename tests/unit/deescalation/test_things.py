"""What a message is about, by its own nouns."""

from __future__ import annotations

import pytest

from amends.deescalation.things import nearer, thing_in


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("The desk lost both of my suitcases", "your luggage"),
        ("nobody met us at the gate after the flight", "the flight"),
        ("the driver threw my parcel over the fence", "the driver"),
        ("your app closes itself", "the app"),
        ("the broadband has been gone since noon", "your internet connection"),
        ("write to me@apple.example", None),
        ("what a day", None),
    ],
)
def test_the_most_special_noun_names_the_thing(text: str, thing: str | None) -> None:
    assert thing_in(text) == thing


def test_a_general_thing_gives_way_to_a_special_one_and_not_the_other_way_round() -> None:
    assert nearer("the service", "the train") == "the train"
    assert nearer("the train", "the service") == "the train"
    assert nearer("the train", "the seats") == "the train"
    assert nearer(None, "the service") == "the service"

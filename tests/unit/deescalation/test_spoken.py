"""A text with the moment it is meant for."""

from __future__ import annotations

import pytest

from amends.deescalation.wording_checks.spoken import Spoken, move_of


def test_a_quotation_is_blanked_and_every_place_stays() -> None:
    spoken = Spoken("You wrote “calm down!”, and that’s fair.")
    assert len(spoken.plain) == len(spoken.text)
    assert "calm" not in spoken.plain and "that's" in spoken.plain


def test_a_finding_holds_the_words_and_their_place() -> None:
    found = Spoken("One two  three.").found("rule", 4, 14, "four")
    assert (found.words, found.start, found.end, found.severity) == ("two three", 4, 14, "error")


@pytest.mark.parametrize(
    ("response", "move"),
    [
        ("utter_offer_handoff_on_duty", "offer_handoff"),
        ("utter_agent_commit_promise", "commit"),
        ("utter_close_goodbye", "close"),
        ("utter_default", None),
        ("utter_closeness", None),
    ],
)
def test_the_move_stands_in_the_name(response: str, move: str | None) -> None:
    assert move_of(response) == move


def test_who_reads_it_says_how_strict_to_be() -> None:
    assert Spoken("x").to_hostile and Spoken("x").to_upset
    assert not Spoken("x", None, ("calm",)).to_upset
    assert not Spoken("x", None, ("irritated",)).to_hostile

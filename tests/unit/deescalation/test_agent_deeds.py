"""What an agent's words do."""

from __future__ import annotations

import pytest

from amends.deescalation.agent_deeds import apologises, offers, states_fact, sums_up
from tests.unit.deescalation.talk import ORDER, responses


@pytest.mark.parametrize(
    ("text", "specific"),
    [
        ("I am sorry that the lamp is late.", True),
        ("Hello. I apologise for keeping you waiting like this!", True),
        ("Sorry.", False),
        ("Sorry?", False),
        ("I am sorry if you feel that way about it.", False),
        ("We are sorry for any inconvenience this has caused you.", False),
        ("You told me a sorry tale", True),  # Told by its words only; the price of doing without a model.
        ("The parcel left on Monday.", False),
    ],
)
def test_an_apology_counts_when_it_names_what_it_is_for(text: str, specific: bool) -> None:
    assert apologises(text) is specific


@pytest.mark.parametrize("text", ["So the lamp never came. Is that right?", "Late, and no word. Correct?"])
def test_a_summary_asks_whether_it_is_right(text: str) -> None:
    assert sums_up(text)
    assert not sums_up(text.replace("?", "."))


@pytest.mark.parametrize(
    "text",
    ["I can send a new one today. Would you like that?", "Shall I trace it?", "Which one do you want?"],
)
def test_an_offer_asks_for_an_answer(text: str) -> None:
    assert offers(text)
    assert not offers(text.replace("?", "."))


def test_a_fact_is_one_that_stands_in_the_record() -> None:
    assert states_fact("It left with SWIFT.", ORDER) and states_fact("Promised for 18 November 2026.", ORDER)
    assert not states_fact("It is on its way.", ORDER) and not states_fact("It left with Swift.", None)


def test_the_summaries_and_offers_of_the_catalogue_are_seen_as_what_they_are() -> None:
    for name, variants in responses().items():
        for variant in variants:
            if name.startswith("utter_paraphrase_"):
                assert sums_up(variant["text"]), variant["text"]
            if name.startswith("utter_offer_options"):
                assert offers(variant["text"]), variant["text"]
            if name.startswith("utter_apologise_"):
                assert apologises(variant["text"]), variant["text"]

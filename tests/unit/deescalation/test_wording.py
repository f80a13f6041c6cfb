"""The choice of words."""

from __future__ import annotations

import pytest

from amends.deescalation.wording import Catalogue, button_id, digest

RESPONSES = {
    "utter_a": [
        {"text": "Plain words."},
        {"text": "{order_number} is known."},
        {"text": "Only when calm. And long.", "metadata": {"bands": ["calm"]}},
    ],
    "utter_b": [{"text": "Ask?", "buttons": [{"title": "Yes", "payload": "/affirm"}]}],
}


def choose(
    facts: dict[str, str] | None = None, said: tuple[str, ...] = (), seed: str = "s", **more: object
) -> str:
    options = {"band": "hostile", **more}
    wording = Catalogue.from_responses(RESPONSES).choose(
        "utter_a",
        facts or {},
        {digest(text) for text in said},
        seed,
        **options,  # type: ignore[arg-type]
    )
    return wording.text if wording else ""


def test_a_text_with_a_missing_fact_or_another_band_is_no_candidate() -> None:
    assert {choose(seed=str(n)) for n in range(20)} == {"Plain words."}


def test_the_same_text_is_never_chosen_twice_even_after_filling() -> None:
    said = ("plain WORDS",)
    assert choose({"order_number": "A-1"}, said) == "A-1 is known."
    assert choose({"order_number": "A-1"}, (*said, "A-1 is known.")) == ""
    assert choose({"order_number": "A-2"}, (*said, "A-1 is known.")) == "A-2 is known."


def test_the_seed_decides_and_always_the_same_way() -> None:
    facts = {"order_number": "A-1"}
    found = [choose(facts, seed=str(n), band="calm") for n in range(30)]
    assert len(set(found)) == 3 and found == [choose(facts, seed=str(n), band="calm") for n in range(30)]


def test_too_long_texts_are_no_candidates() -> None:
    said = ("Plain words.",)
    assert choose(said=said, band="calm", max_sentences=1) == ""
    assert choose(said=said, band="calm", max_sentences=2) == "Only when calm. And long."


def test_a_fact_that_opens_a_sentence_is_capitalised() -> None:
    catalogue = Catalogue.from_responses({"r": [{"text": "So. {problem} is {problem}."}]})
    wording = catalogue.choose("r", {"problem": "the delay"}, (), "s", "calm")
    assert wording is not None and wording.text == "So. The delay is the delay."


@pytest.mark.parametrize(
    ("payload", "expected"),
    [("/affirm", "affirm"), ('/accept_remedy{"value": "refund"}', "accept_remedy:refund")],
)
def test_payloads_become_button_ids(payload: str, expected: str) -> None:
    assert button_id(payload) == expected


def test_buttons_come_with_the_text() -> None:
    wording = Catalogue.from_responses(RESPONSES).choose("utter_b", {}, (), "s", "calm")
    assert wording is not None and wording.buttons[0].id == "affirm"
    assert Catalogue.from_responses(RESPONSES).choose("utter_none", {}, (), "s", "calm") is None

"""What stands in data/responses: enough of it, and nothing that an angry customer should not read."""

from __future__ import annotations

import re

import pytest

from amends.deescalation.bands import BANDS
from amends.deescalation.invariants import DONE, PROMISE
from amends.deescalation.texts import sentences, words
from amends.deescalation.wording import Catalogue
from tests.unit.deescalation.talk import responses, rulebook

ALL = [(name, variant) for name, variants in responses().items() for variant in variants]
OFTEN = (
    "utter_validate_more",
    "utter_validate_short",
    "utter_validate_words",
    "utter_inform_added",
    "utter_inform_next_step",
    "utter_inform_while_waiting",
    "utter_inform_waiting_nobody",
    "utter_inform_question_any",
    "utter_inform_question_logged",
    "utter_offer_handoff",
    "utter_clarify_open",
    "utter_default",
    "utter_offer_handoff_trouble",
)
ASKING = ("utter_clarify_", "utter_paraphrase_", "utter_check_fixed", "utter_offer_options")
FACTS = {
    *(
        "problem",
        "quote",
        "wish",
        "order_number",
        "reference",
        "name",
        "contact",
        "entries",
        "wait",
        "person",
        "agent_said",
    ),
    *("item", "carrier", "tracking", "promised_for", "delivered_on", "ordered_on", "status", "total"),
    *("promise", "promiser", "due_text", "option_1", "why_1", "option_2", "why_2", "remedy", "count", "new"),
    *("thing", "points", "own_words", "claim", "agent"),
}


@pytest.mark.parametrize("name", sorted(responses()))
def test_each_response_has_at_least_four_different_variants(name: str) -> None:
    texts = [" ".join(words(variant["text"])) for variant in responses()[name]]
    assert len(texts) >= 4 and len(set(texts)) == len(texts)


@pytest.mark.parametrize("name", OFTEN)
def test_what_comes_often_has_eight_variants_or_more(name: str) -> None:
    assert len(responses()[name]) >= 8


def test_no_text_stands_under_two_names() -> None:
    seen: dict[str, str] = {}
    for name, variant in ALL:
        key = " ".join(words(variant["text"]))
        assert seen.setdefault(key, name) == name, (name, seen[key], variant["text"])


def test_no_banned_phrase_stands_anywhere() -> None:
    for name, variant in ALL:
        text = variant["text"].lower().replace("’", "'")
        hits = [phrase for phrase in rulebook().brand.banned_phrases if phrase in text]
        assert not hits, (name, hits)


def test_nothing_shouts_or_smiles() -> None:
    for name, variant in ALL:
        assert "!" not in variant["text"] and not re.search(
            "[\U0001f000-\U0001faff\u2600-\u27bf:;]-?[)(]", variant["text"]
        ), name


def test_a_promise_is_spoken_only_with_its_due_time() -> None:
    for name, variant in ALL:
        if PROMISE.search(variant["text"].replace("’", "'")):
            assert "{due_text}" in variant["text"], (name, variant["text"])


def test_what_is_said_before_an_action_claims_no_deed_of_ours() -> None:
    for name, variant in ALL:
        if name.startswith(("utter_acknowledge_", "utter_apologise_", "utter_validate_", "utter_thank_")):
            assert not DONE.search(variant["text"].replace("’", "'")), (name, variant["text"])


def test_sentences_are_short_enough_to_read() -> None:
    for name, variant in ALL:
        for sentence in sentences(variant["text"]):
            assert len(words(sentence)) <= 32, (name, sentence)


def test_only_known_facts_and_bands_are_used() -> None:
    for name, variant in ALL:
        assert set(re.findall(r"\{(\w+)\}", variant["text"])) <= FACTS, (name, variant["text"])
        assert set((variant.get("metadata") or {}).get("bands", BANDS)) <= set(BANDS), name


def test_apologies_name_the_failure_in_one_sentence() -> None:
    for name, variant in ALL:
        if name.startswith("utter_apologise_"):
            assert re.search(r"\b(?:sorry|apologise)\b", variant["text"]), variant["text"]
            assert len(sentences(variant["text"])) == 1
        elif name.startswith(("utter_acknowledge_", "utter_validate_")):
            assert not re.search(r"\b(?:sorry|apologi[sz]e)\b", variant["text"]), (name, variant["text"])


def test_questions_ask_and_exactly_once() -> None:
    for name, variant in ALL:
        if name.startswith(
            ("utter_clarify_", "utter_paraphrase_", "utter_check_fixed", "utter_offer_options")
        ):
            assert variant["text"].count("?") == 1 and variant["text"].endswith("?"), (name, variant["text"])


def test_the_first_words_say_that_it_is_a_bot() -> None:
    for name in ("utter_inform_bot", "utter_re_engage_greet"):
        for variant in responses()[name]:
            assert re.search(r"\b(?:automated|bot)\b", variant["text"]), variant["text"]


def test_every_band_finds_words_for_every_response() -> None:
    catalogue = Catalogue.from_responses(responses())
    facts = {name: "x" for name in FACTS}
    for name in responses():
        for band in BANDS:
            assert catalogue.choose(name, facts, frozenset(), "s", band) is not None, (name, band)


STEP = re.compile(
    r"\b(?:you can|please|tell me|next|write|choose|pick|say|send|leave|add|whenever|if you|until then)\b",
    re.IGNORECASE,
)


def test_what_ends_a_turn_without_a_question_says_what_can_be_done() -> None:
    ending = ("utter_inform_next_step", "utter_inform_while_waiting", "utter_inform_waiting_counted")
    for name, variant in ALL:
        if name.startswith(ending):
            assert STEP.search(variant["text"]), (name, variant["text"])

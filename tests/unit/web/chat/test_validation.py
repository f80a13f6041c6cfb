import json
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amends.web.chat.validation import (
    LONGEST_TEXT,
    Refusal,
    is_visible,
    parse_after,
    parse_contact,
    parse_message,
    parse_object,
)

ANY_TEXT = st.text(alphabet=st.characters(codec=None), max_size=200)
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | ANY_TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ANY_TEXT, inner, max_size=3),
    max_leaves=8,
)


def is_fine(text: str) -> bool:
    """An own reading of the rules: no half characters, no controls but two, something to see."""
    categories = {unicodedata.category(c) for c in text if c not in "\n\t"}
    return not categories & {"Cc", "Cs"} and bool(categories - {"Cf", "Zs", "Zl", "Zp"})


@settings(deadline=None)
@given(ANY_TEXT)
def test_a_text_is_taken_unchanged_or_refused_as_the_rules_say(text: str) -> None:
    try:
        message = parse_message({"client_id": "c1", "text": text})
    except Refusal as refusal:
        assert refusal.status == 422
        assert not is_fine(text)
    else:
        assert message.text == text
        assert is_fine(text)
        message.text.encode("utf-8")


@settings(deadline=None)
@given(st.integers(min_value=LONGEST_TEXT - 2, max_value=LONGEST_TEXT + 2), st.sampled_from("aé👋"))
def test_length_counts_characters_not_bytes(length: int, character: str) -> None:
    body = {"client_id": "c1", "text": character * length}
    if length <= LONGEST_TEXT:
        assert parse_message(body).text == character * length
    else:
        with pytest.raises(Refusal) as refused:
            parse_message(body)
        assert refused.value.status == 413


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(["client_id", "text", "button_id", "x"]), ANY_JSON))
def test_whatever_object_comes_it_is_taken_or_refused_in_words(body: dict[str, object]) -> None:
    for parse in (parse_message, parse_contact):
        try:
            parse(body)
        except Refusal as refusal:
            assert 400 <= refusal.status < 500
            assert refusal.error.replace("_", "").isalpha()
            assert refusal.detail.endswith(".")


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_whatever_bytes_come_they_are_an_object_or_refused(body: bytes) -> None:
    try:
        assert isinstance(parse_object(body), dict)
    except Refusal as refusal:
        assert refusal.status in (400, 422)


@settings(deadline=None)
@given(st.dictionaries(st.text(max_size=5), st.text(max_size=20), max_size=3))
def test_every_utf8_object_is_read_as_it_is(body: dict[str, str]) -> None:
    assert parse_object(json.dumps(body, ensure_ascii=False).encode()) == body


@settings(deadline=None)
@given(st.integers(min_value=0, max_value=10**15 - 1))
def test_every_number_is_a_place_to_go_on_from(number: int) -> None:
    assert parse_after(str(number)) == number
    assert parse_after(None) == parse_after("") == 0


def test_contact_details_are_trimmed_and_empty_ones_are_not_given() -> None:
    contact = parse_contact({"name": " Ada ", "email": "", "phone": None})
    assert (contact.name, contact.email, contact.phone) == ("Ada", None, None)


def test_spaces_and_invisible_marks_are_nothing_to_see() -> None:
    assert not is_visible(" \u200b\u2060\u00a0\n")
    assert is_visible("\u200b.")

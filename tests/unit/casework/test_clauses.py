"""Sentences and clauses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.casework.clauses import sentences


def test_titles_and_hours_do_not_end_a_sentence() -> None:
    text = "Dr. Osei will call at 4 p.m. tomorrow. Thank you!"
    assert [one.span.of(text).strip() for one in sentences(text)] == [
        "Dr. Osei will call at 4 p.m. tomorrow.",
        "Thank you!",
    ]


@pytest.mark.parametrize(
    "text",
    [
        'They wrote "we will call" to you',
        "They wrote “we will call” to you",
        "They wrote 'we'll call' to you",
        "> we will call",
    ],
)
def test_what_is_quoted_is_blanked(text: str) -> None:
    assert "call" not in "".join(one.words for one in sentences(text))


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("If it is late, I will call.", "If it is late"),
        ("I will call once we have the parcel.", "once we have the parcel"),
        ("Once we have it we'll call.", "Once we have it"),
        ("I will call as soon as Marta is back.", "as soon as Marta is back"),
    ],
)
def test_conditions_are_taken_out_and_kept(text: str, condition: str) -> None:
    (found,) = sentences(text)
    assert found.conditions == (condition,)
    assert condition not in found.words


@pytest.mark.parametrize(
    "text", ["We will call after lunch.", "We keep it until Wednesday.", "We call when free."]
)
def test_times_are_no_conditions(text: str) -> None:
    (found,) = sentences(text)
    assert (found.conditions, found.words) == ((), text)


@given(st.text())
def test_sentences_cover_places_of_the_text_in_order(text: str) -> None:
    end = 0
    for one in sentences(text):
        assert end <= one.span.start < one.span.end <= len(text)
        assert len(one.words) == one.span.end - one.span.start
        end = one.span.end

"""Promises in text, said on Tuesday 24 November 2026 at 10:30."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.casework.clocks import BusinessHours
from amends.casework.promise_finding import LONGEST, find_promises

HOURS = BusinessHours()
SAID = datetime(2026, 11, 24, 10, 30, tzinfo=timezone.utc)


def found(text: str) -> list[tuple[str, str, str | None]]:
    """Who, what and when of every promise in a text."""
    return [
        (one.who, one.what, f"{one.due.latest:%d %H:%M}" if one.due else None)
        for one in find_promises(text, SAID, HOURS)
    ]


@pytest.mark.parametrize(
    ("text", "promise"),
    [
        ("I'll call you back at 5.", ("we", "call you back", "24 17:00")),
        ("You will receive a new one by Thursday.", ("we", "receive a new one", "26 17:00")),
        ("Jonas will call you at four tomorrow.", ("Jonas", "call you", "25 16:00")),
        ("Our billing team will fix it within two working days.", ("our billing team", "fix it", "26 17:00")),
        (
            "It is with the claims team, who will write to you today.",
            ("the claims team", "write to you", "24 17:00"),
        ),
        ("By Thursday we will have it mended.", ("we", "have it mended", "26 17:00")),
        ("let me check and get back to you", ("we", "check and get back to you", None)),
        ("I'm sending it out this afternoon.", ("we", "sending it out", "24 18:00")),
        ("You can expect a call from Tom on Monday.", ("we", "call from Tom", "30 17:00")),
        ("I promise to ring you before 6.", ("we", "ring you", "24 18:00")),
        ("I'll call you at 4, okay?", ("we", "call you", "24 16:00")),
        ("gonna call you back in 10 min", ("we", "call you back", "24 10:40")),
        ("The new router will be with you by Thursday.", ("we", "be with you", "26 17:00")),
    ],
)
def test_a_promise(text: str, promise: tuple[str, str, str | None]) -> None:
    assert found(text) == [promise]


@pytest.mark.parametrize(
    "text",
    [
        "We can refund you by Friday.",
        "I would call you tomorrow.",
        "If you want I could call you tomorrow.",
        "If you like, I'll call you tomorrow.",
        "I have sent it today.",
        "Shall I call you tomorrow?",
        "You'll need to send it by Friday.",
        'They wrote "we\'ll call you tomorrow".',
        "Deliveries usually take three days.",
        "I'll be honest, it is late.",
        "I'll transfer you now.",
        "I'm checking that for you right now.",
        "I won't be able to call you today.",
        "The pool will be closed tomorrow.",
        "It will take two days.",
        "I hope we'll have it by Friday.",
        "I will be out of the office until Monday.",
        "We will be closed on Friday.",
        "I'll call you back, perhaps by Friday.",
        "We'll have it by Friday, fingers crossed.",
        "My colleague said he would call you tomorrow.",
    ],
)
def test_what_only_looks_like_one(text: str) -> None:
    assert found(text) == []


def test_two_deeds_with_times_of_their_own_are_two_promises() -> None:
    assert found("I'll check with the depot today and call you back tomorrow morning.") == [
        ("we", "check with the depot", "24 17:00"),
        ("we", "call you back", "25 12:00"),
    ]


def test_a_condition_takes_the_lapse_and_leaves_the_day() -> None:
    (lapse,) = find_promises("Once we have it, we'll pay within 3 days.", SAID, HOURS)
    assert (lapse.conditional, lapse.due) == (True, None)
    assert lapse.due_span is not None
    (day,) = find_promises("If you send it today, we'll pay by Friday.", SAID, HOURS)
    assert day.conditional
    assert day.due is not None
    assert day.due.latest.day == 27


def test_a_condition_binds_what_it_stands_with() -> None:
    free, bound = find_promises("It will be sent by Friday, and I'll email you once it is.", SAID, HOURS)
    assert (free.conditional, bound.conditional) == (False, True)


def test_a_naive_moment_is_refused_even_for_an_empty_text() -> None:
    with pytest.raises(ValueError, match="zone"):
        find_promises("", datetime(2026, 11, 24), HOURS)


VOCABULARY = """
I'll we will you'll call you back send it by Friday at 5 tomorrow and then if once the parcel is
here , . ? ! " '
within two working days our team who let me check get back to you not now “ ” > Dr. will be ready
"""
PIECES = st.sampled_from([*VOCABULARY.split(), "\n"])


@given(st.one_of(st.text(), st.lists(PIECES, max_size=40).map(" ".join)))
def test_any_text_is_read_and_spans_lie_in_it(text: str) -> None:
    for one in find_promises(text, SAID, HOURS):
        assert 0 <= one.span.start <= one.what_span.start < one.what_span.end <= one.span.end <= len(text)
        assert one.what == one.what_span.of(text)
        assert 0 < one.confidence <= 1
        assert one.due is None or one.due.latest >= SAID
        assert one.due_span is None or one.due_span.end <= len(text)


@pytest.mark.parametrize("word", ["I will ", "if it ", "'", "the ", "by 5 and call "])
def test_a_very_long_text_takes_no_time(word: str) -> None:
    find_promises(word * LONGEST, SAID, HOURS)

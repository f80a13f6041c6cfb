"""Which clause is quoted, what counts as a question and what as a repetition."""

from __future__ import annotations

import pytest

from amends.deescalation.narrative import better, is_vague, question_in, quotable, says_again


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Hi. I am so angry. My parcel never arrived on Monday!", "My parcel never arrived on Monday"),
        ("@shop my bag was not on the plane #fail https://x.y/z", "my bag was not on the plane"),
        ("It left a bad taste, and the driver refused to ring my bell", None),
        ("Why is my order not here?", None),
        ("you are a pathetic company", None),
    ],
)
def test_the_clause_that_states_the_problem_is_quoted(text: str, quote: str | None) -> None:
    if quote is None:
        assert quotable(text) is None or "taste" not in str(quotable(text))
    else:
        assert quotable(text) == quote


def test_insults_are_never_quoted() -> None:
    assert quotable("your stupid driver lost my parcel") is None


def test_a_more_telling_clause_takes_the_place_of_another() -> None:
    assert better("I was not happy with it", "my order never arrived") == "my order never arrived"
    assert better("my order never arrived", None) == "my order never arrived"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Why was my order cancelled?", "why"),
        ("When will it be delivered?", "when"),
        ("so where is my bag now?", "where"),
        ("can you change the address?", "any"),
        ("What is wrong with you people?", None),
        ("what a joke of a company", None),
        ("are you kidding me?", None),
        ("it is late.", None),
    ],
)
def test_direct_questions_are_told_from_rhetorical_ones(text: str, kind: str | None) -> None:
    assert question_in(text) == kind


def test_repetition_needs_nearly_the_same_words() -> None:
    earlier = ("my parcel has not come since Monday",)
    assert says_again("My parcel has NOT come since monday", earlier)
    assert not says_again("now the invoice is wrong as well too", earlier)


def test_few_words_are_vague() -> None:
    assert is_vague(("it broke",)) and not is_vague(
        ("the lamp broke on the second day", "and smells of smoke")
    )


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        (
            "ex: the seats don't fold, when they do, they squeak, old ent. system",
            "the seats don't fold",
        ),
        ("Thanks. And my parcel never arrived", "my parcel never arrived"),
        ("I refuse to spend another penny on your trains", None),
        ("Please tell your driver not to ring", None),
        ("No one has called me about the order", "No one has called me about the order"),
        ("No, the bag is not here", "the bag is not here"),
        ("the parcel was left outside.nobody called me about it", "nobody called me about it"),
        ("My seat was not the one and", None),
    ],
)
def test_a_quote_is_a_whole_clause_that_states_a_fact(text: str, quote: str | None) -> None:
    assert quotable(text) == quote


def test_a_quote_has_fourteen_words_at_most() -> None:
    long = "My parcel was not delivered to me but to a house at the far end of another street in town"
    found = quotable(long)
    assert found is None or len(found.split()) <= 14

"""What a customer says they want."""

from __future__ import annotations

import pytest

from amends.deescalation.wishes import sounds_like_wish, stated_wish, wish_clause


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("The kettle leaks, I want my money back", "a refund"),
        ("please just refund me", "a refund"),
        ("Cancel my order", "a cancellation"),
        ("it came in two halves and I need a replacement", "a replacement"),
        ("I expect compensation for that day", "compensation"),
        ("your man owes me an apology", None),
        ("we demand an apology from him", "an apology"),
        ("I don't want a refund", None),
        ("I want no refund, I want the lamp", None),
        ("nobody told me about a refund", None),
    ],
)
def test_a_wish_is_heard_where_it_is_asked_for_and_not_where_it_is_turned_down(
    text: str, wish: str | None
) -> None:
    assert stated_wish(text) == wish


def test_an_answer_that_names_something_sounds_like_a_wish() -> None:
    assert sounds_like_wish("I want the taxi paid") and not sounds_like_wish("you never listen to me")


def test_the_sentence_with_the_wish_is_taken_from_a_longer_text() -> None:
    assert wish_clause("This is a mess. I want the taxi paid. Bye") == "I want the taxi paid."

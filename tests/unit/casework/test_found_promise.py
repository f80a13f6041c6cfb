"""What is found."""

from __future__ import annotations

from amends.casework.found_promise import Span


def test_a_span_gives_its_words() -> None:
    assert Span(2, 6).of("I will call") == "will"

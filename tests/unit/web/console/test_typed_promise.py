"""The words an agent gives in a message of their own making."""

from datetime import UTC, datetime

import pytest

from amends.casework.promise import Word
from amends.web.console.typed_promise import MOST_LETTERS, words_typed

NOW = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)
AT_FIVE = datetime(2026, 11, 24, 17, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("I'll call you back at 5.", Word("Ada", "call you back", AT_FIVE)),
        ("Our billing team will write to you today.", Word("our billing team", "write to you", AT_FIVE)),
        (
            "I'll ask my manager and ring you by 5.",
            Word("Ada", "do as said: “I'll ask my manager and ring you by 5”", AT_FIVE),
        ),
        (
            "You will have your money back today.",
            Word("Ada", "do as said: “You will have your money back today”", AT_FIVE),
        ),
    ],
)
def test_a_typed_promise_is_a_word(text: str, word: Word) -> None:
    assert words_typed(text, "Ada", NOW) == [word]


@pytest.mark.parametrize(
    "text", ["I'll look into it.", "Once it is here, I'll call you by Friday.", "I can call you at 5."]
)
def test_without_a_time_or_with_a_condition_nothing_is_owed_yet(text: str) -> None:
    assert words_typed(text, "Ada", NOW) == []


def test_a_word_that_is_known_is_not_given_twice() -> None:
    known = [Word("Ada", "call you back", AT_FIVE)]
    assert words_typed("I'll call you back at 5.", "Ada", NOW, known) == []


def test_a_long_one_is_cut() -> None:
    (word,) = words_typed(f"I'll send the {'very ' * 200}new one by 5.", "Ada", NOW)
    assert len(word.what) <= MOST_LETTERS

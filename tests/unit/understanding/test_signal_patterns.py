import time

import pytest

from amends.understanding.reading import SIGNALS
from amends.understanding.signal_patterns import PATTERNS


def test_every_pattern_belongs_to_a_signal() -> None:
    assert set(PATTERNS) <= set(SIGNALS)


@pytest.mark.parametrize(
    "piece", ["speak to a ", "no power and ", "you are a ", "a b ", "without ", "cancel my "]
)
def test_a_huge_message_is_searched_quickly(piece: str) -> None:
    text = (piece * 4000)[:4000]
    start = time.perf_counter()
    for pattern in PATTERNS.values():
        pattern.search(text)
    assert time.perf_counter() - start < 1.0


@pytest.mark.parametrize(
    ("text", "signal"),
    [
        ("are you a bot", "abuse"),
        ("you're a machine, right?", "abuse"),
        ("please cancel my subscription", "churn_threat"),
        ("how can I close my account", "churn_threat"),
    ],
)
def test_plain_questions_do_not_sound_like_threats(text: str, signal: str) -> None:
    assert PATTERNS[signal].search(text) is None


@pytest.mark.parametrize(
    ("text", "signal"),
    [
        ("you stupid bot", "abuse"),
        ("fix it or I cancel my contract", "churn_threat"),
        ("I'll close my account", "churn_threat"),
    ],
)
def test_threats_and_insults_are_heard(text: str, signal: str) -> None:
    assert PATTERNS[signal].search(text) is not None

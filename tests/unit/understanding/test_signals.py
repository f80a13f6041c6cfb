import pytest

from amends.understanding.reader import Reader
from amends.understanding.reading import SIGNALS
from amends.understanding.signals import maximum, rule_row


@pytest.mark.parametrize(
    ("text", "signal"),
    [
        ("please connect me to a human", "wants_human"),
        ("you will hear from my solicitor", "legal_threat"),
        ("I'm closing my account and going elsewhere", "churn_threat"),
        ("you fucking idiots, go to hell", "abuse"),
        ("we have a newborn and no heating", "vulnerable"),
        ("my parcel arrived broken", "complaint"),
        ("tell me a joke about cats", "out_of_scope"),
    ],
)
def test_a_signal_is_heard(reader: Reader, text: str, signal: str) -> None:
    assert reader.read([text])[0].signals[signal] > 0.5


@pytest.mark.parametrize(
    ("text", "signal"),
    [
        ("the person at the door signed for it", "wants_human"),
        ("the tennis court booking is for friday", "legal_threat"),
        ("I'm moving to a new flat", "churn_threat"),
        ("I feel like an idiot, I had it upside down", "abuse"),
        ("my battery died", "vulnerable"),
        ("thank you so much, lovely service", "complaint"),
        ("my parcel arrived broken", "out_of_scope"),
        ("my parcel arrived broken", "abuse"),
    ],
)
def test_a_near_miss_is_not(reader: Reader, text: str, signal: str) -> None:
    assert reader.read([text])[0].signals[signal] < 0.5


def test_plain_words_are_heard_without_any_training() -> None:
    assert rule_row("I want to speak to a manager")[SIGNALS.index("wants_human")] == 1.0
    assert rule_row("lovely day")[SIGNALS.index("wants_human")] == 0.0


def test_several_readings_keep_the_highest() -> None:
    one, two = dict.fromkeys(SIGNALS, 0.2), dict.fromkeys(SIGNALS, 0.1) | {"abuse": 0.9}
    assert maximum([one, two]) == dict.fromkeys(SIGNALS, 0.2) | {"abuse": 0.9}
    assert maximum([]) == dict.fromkeys(SIGNALS, 0.0)

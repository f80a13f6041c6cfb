"""Readers and encoders that are told what to say, for measures of known outcome."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
import pytest
from numpy.typing import NDArray

from amends.understanding.reading import SIGNALS, Cue, Frustration, Reading


def reading_of(text: str) -> Reading:
    """Read a text that holds "bad" as frustrated, wanting a person and abusive; and greet it."""
    bad = "bad" in text
    signals = dict.fromkeys(SIGNALS, 0.9 if bad else 0.1)
    cues = (Cue("wording", (0, len(text)), 2.0 if bad else -2.0),)
    if "!" in text:
        cues += (Cue("punctuation", (0, 1), 0.2),)
    ranking = (("thank", 0.6), ("greet", 0.4)) if "thank" in text else (("greet", 0.7), ("thank", 0.3))
    return Reading(ranking, (ranking[0][0],), Frustration.from_cues(cues), signals, ())


@dataclass
class FakeEncoder:
    """Gives a text's letters a to d as a vector of shape (4,), and counts what it was asked."""

    asked: list[str] = field(default_factory=list)

    def encode(self, texts: Sequence[str], threads: int = 1) -> NDArray[np.float32]:
        """Return shape (len(texts), 4)."""
        self.asked += texts
        return np.asarray([[text.count(letter) for letter in "abcd"] for text in texts], np.float32)

    def encode_parts(self, text: str, spans: Sequence[tuple[int, int]]) -> NDArray[np.float32]:
        """Return shape (1 + len(spans), 4)."""
        return self.encode([text, *(text[start:end] for start, end in spans)])


@pytest.fixture
def read_one() -> Callable[[str], Reading]:
    return reading_of


@pytest.fixture
def encoder() -> FakeEncoder:
    return FakeEncoder()

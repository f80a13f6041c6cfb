import numpy as np
import pytest

from amends.understanding import intent_head
from amends.understanding.encoder import Encoder

TEXTS = [
    "where is my parcel",
    "when will it come",
    "has it shipped",
    "human please",
    "talk to a person",
    "agent now",
    "thank you",
    "thanks a lot",
    "cheers for that",
]
LABELS = ["status"] * 3 + ["person"] * 3 + ["thank"] * 3


def test_it_learns_its_rows_and_gives_probabilities(encoder: Encoder) -> None:
    vectors = encoder.encode(TEXTS)
    head = intent_head.fit(vectors, TEXTS, LABELS)
    for vector, text, label in zip(vectors, TEXTS, LABELS, strict=True):
        found = head.probabilities(vector, text)
        assert head.names[int(found.argmax())] == label and found.sum() == pytest.approx(1.0)


def test_two_intents_are_enough(encoder: Encoder) -> None:
    head = intent_head.fit(encoder.encode(TEXTS[:6]), TEXTS[:6], LABELS[:6])
    assert head.names == ("person", "status")
    assert head.probabilities(encoder.encode(["a human please"])[0], "a human please").argmax() == 0


def test_one_intent_is_not(encoder: Encoder) -> None:
    with pytest.raises(ValueError, match="two intents"):
        intent_head.fit(encoder.encode(TEXTS[:3]), TEXTS[:3], LABELS[:3])


def test_a_stored_head_is_the_same_head(encoder: Encoder) -> None:
    vectors = encoder.encode(TEXTS)
    head = intent_head.fit(vectors, TEXTS, LABELS)
    again = intent_head.IntentHead.restore(head.settings(), head.tensors())
    assert np.array_equal(head.probabilities(vectors[0], TEXTS[0]), again.probabilities(vectors[0], TEXTS[0]))


def test_what_was_learned_is_more_familiar_than_what_was_not(encoder: Encoder) -> None:
    head = intent_head.fit(encoder.encode(TEXTS), TEXTS, LABELS)
    known, foreign = "has my parcel shipped", "the recipe wants two eggs and some butter"
    vectors = encoder.encode([known, foreign])
    assert head.familiarity(vectors[0], known) > head.familiarity(vectors[1], foreign)

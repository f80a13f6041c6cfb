import numpy as np

from amends.understanding.encoder import DIMENSIONS, Encoder


def test_every_vector_has_length_one(encoder: Encoder) -> None:
    vectors = encoder.encode(["my parcel is late", "", "😀", "x" * 5000])
    assert vectors.shape == (4, DIMENSIONS)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)


def test_no_text_gives_no_vector(encoder: Encoder) -> None:
    assert encoder.encode([]).shape == (0, DIMENSIONS)


def test_a_text_reads_the_same_whatever_stands_beside_it(encoder: Encoder) -> None:
    alone = encoder.encode(["the vase arrived broken"])[0]
    among = encoder.encode(["hi", "the vase arrived broken", "a very long text " * 40])[1]
    assert np.array_equal(alone, among)


def test_sentences_of_one_meaning_lie_closer_than_others(encoder: Encoder) -> None:
    first, second, other = encoder.encode(
        ["my delivery is late", "the parcel has not come yet", "I like jazz music"]
    )
    assert first @ second > first @ other + 0.2

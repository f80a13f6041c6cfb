import numpy as np

from amends.understanding import ngrams, softmax


def test_log_softmax_is_a_distribution_without_overflow() -> None:
    found = np.exp(softmax.log_softmax(np.asarray([[1000.0, 999.0], [-5.0, -5.0]], np.float32)))
    assert np.allclose(found.sum(axis=1), 1.0) and np.allclose(found[1], 0.5)


def test_vectors_and_words_both_teach() -> None:
    texts = ["red apple", "red cherry", "blue sky", "blue sea"]
    grams = [ngrams.features(text) for text in texts]
    vectors = np.asarray([[1.0, 0.0], [0.0, 1.0], [1.0, 0.0], [0.0, 1.0]], np.float32)
    weights = softmax.fit(vectors, grams, np.asarray([0, 0, 1, 1]), pull=0.1)
    assert weights.shape == (2, 2 + ngrams.BUCKETS + 1)
    scores = [
        vector @ weights[:, :2].T + weights[:, 2:-1][:, indices] @ values + weights[:, -1]
        for vector, (indices, values) in zip(vectors, grams, strict=True)
    ]
    assert [int(one.argmax()) for one in scores] == [0, 0, 1, 1]

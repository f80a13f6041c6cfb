import numpy as np

from amends.understanding.encoder import BLOCK, MEANING, WIDTH, WORDING, Encoder


def test_every_block_of_a_vector_has_length_one(encoder: Encoder) -> None:
    vectors = encoder.encode(["my parcel is late", "", "😀", "x" * 5000])
    assert vectors.shape == (4, WIDTH)
    assert np.allclose(np.linalg.norm(vectors.reshape(4, -1, BLOCK), axis=2), 1.0, atol=1e-5)


def test_wording_and_meaning_share_the_last_layer_and_cover_all() -> None:
    assert (WORDING.start, MEANING.stop) == (0, WIDTH)
    assert WORDING.stop - MEANING.start == BLOCK


def test_the_layers_differ(encoder: Encoder) -> None:
    blocks = encoder.encode(["my parcel is late"])[0].reshape(-1, BLOCK)
    assert (blocks @ blocks.T)[~np.eye(len(blocks), dtype=bool)].max() < 0.99


def test_no_text_gives_no_vector(encoder: Encoder) -> None:
    assert encoder.encode([]).shape == (0, WIDTH)


def test_threads_change_nothing_and_progress_counts(encoder: Encoder) -> None:
    texts = ["hello", "where is it", "thanks a lot for nothing"]
    seen: list[tuple[int, int]] = []
    assert np.array_equal(
        encoder.encode(texts), encoder.encode(texts, threads=2, progress=lambda *at: seen.append(at))
    )
    assert seen == [(1, 3), (2, 3), (3, 3)]


def test_a_text_reads_the_same_whatever_stands_beside_it(encoder: Encoder) -> None:
    alone = encoder.encode(["the vase arrived broken"])[0]
    among = encoder.encode(["hi", "the vase arrived broken", "a very long text " * 40])[1]
    assert np.array_equal(alone, among)


def test_sentences_of_one_meaning_lie_closer_than_others(encoder: Encoder) -> None:
    first, second, other = encoder.encode(
        ["my delivery is late", "the parcel has not come yet", "I like jazz music"]
    )[:, MEANING]
    assert first @ second > first @ other + 0.2


def test_the_whole_is_the_same_with_and_without_its_parts(encoder: Encoder) -> None:
    text = "the vase arrived broken and you charged me twice"
    found = encoder.encode_parts(text, [(0, 23), (23, len(text))])
    assert found.shape == (3, WIDTH) and np.array_equal(found[0], encoder.encode([text])[0])


def test_a_part_is_like_the_same_words_alone(encoder: Encoder) -> None:
    text = "the vase arrived broken and you charged me twice"
    first, second = encoder.encode_parts(text, [(0, 23), (23, len(text))])[1:, MEANING]
    alone = encoder.encode([text[:23]])[0, MEANING]
    assert first @ alone > second @ alone + 0.3


def test_a_part_behind_the_last_token_runs_by_itself(encoder: Encoder) -> None:
    text = "it was late again " * 60 + "you charged me twice"
    span = (len(text) - 20, len(text))
    assert np.array_equal(encoder.encode_parts(text, [span])[1], encoder.encode(["you charged me twice"])[0])

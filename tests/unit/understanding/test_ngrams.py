import numpy as np

from amends.understanding import ngrams


def test_values_have_unit_length_and_buckets_are_in_range() -> None:
    indices, values = ngrams.features("My parcel is LATE")
    assert np.isclose(np.linalg.norm(values), 1.0)
    assert indices.min() >= 0 and indices.max() < ngrams.BUCKETS


def test_capitals_make_no_difference() -> None:
    upper, lower = ngrams.features("LATE PARCEL"), ngrams.features("late parcel")
    assert dict(zip(*upper, strict=True)) == dict(zip(*lower, strict=True))


def test_a_typo_keeps_most_of_the_word() -> None:
    right = dict(zip(*ngrams.features("delivery"), strict=True))
    wrong = dict(zip(*ngrams.features("delivry"), strict=True))
    other = dict(zip(*ngrams.features("invoice"), strict=True))

    def product(one: dict[int, float], two: dict[int, float]) -> float:
        return sum(value * two.get(bucket, 0.0) for bucket, value in one.items())

    assert product(right, wrong) > 0.3 > product(right, other)


def test_a_text_without_words_has_no_features() -> None:
    indices, values = ngrams.features("... 😀")
    assert len(indices) == len(values) == 0


def test_the_matrix_holds_row_after_row() -> None:
    rows = [ngrams.features("one two"), ngrams.features(""), ngrams.features("three")]
    data, indices, pointers = ngrams.matrix(rows)
    assert list(pointers) == [0, len(rows[0][0]), len(rows[0][0]), len(data)]
    assert len(indices) == len(data)

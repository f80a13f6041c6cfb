import pytest

from amends.understanding.bench import measures


def test_a_perfect_order_gets_full_marks() -> None:
    found = measures.ranking([True, False, True], [0.9, 0.1, 0.8])
    assert found == {"auroc": 1.0, "average_precision": 1.0}


def test_one_kind_of_row_has_no_order() -> None:
    assert measures.ranking([True, True], [0.1, 0.2])["auroc"] is None


def test_calibration_is_the_gap_by_bin_weighted_by_rows() -> None:
    # Three rows at .05 that are never true, one at .95 that is not true either.
    assert measures.calibration_error([0.05, 0.05, 0.05, 0.95], [0, 0, 0, 0]) == pytest.approx(
        (3 * 0.05 + 0.95) / 4
    )
    assert measures.calibration_error([0.3, 0.3, 0.3, 0.3], [0.2, 0.4, 0.3, 0.3]) == pytest.approx(0.0)


def test_the_last_bin_holds_what_is_certain() -> None:
    assert [one.count for one in measures.bins([0.0, 1.0, 0.95], [0, 1, 1])] == [1, 2]


def test_labels_have_their_own_precision_and_recall() -> None:
    found = measures.label_scores(["a", "a", "b"], ["a", "b", "b"])
    assert (found["a"]["precision"], found["a"]["recall"]) == (1.0, 0.5)
    assert measures.macro_f1(["a", "b"], ["a", "b"]) == 1.0
    assert measures.macro_f1([], []) == 0.0

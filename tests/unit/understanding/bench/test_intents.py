from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pytest
from numpy.typing import NDArray

from amends.understanding.bench.intents import FOREIGN, Answer, bench_intents, figures, lessons
from amends.understanding.bench.labelled import Labelled
from tests.unit.understanding.bench.conftest import FakeEncoder


@dataclass
class LoudestLetter:
    """Names the letter that a text has most of; a text without any is foreign."""

    names: tuple[str, ...]

    def probabilities(self, vector: NDArray[np.float32], text: str) -> NDArray[np.float64]:
        counts = np.asarray([vector["abcd".index(name)] for name in self.names], dtype=np.float64)
        return counts / max(counts.sum(), 1.0)

    def familiarity(self, vector: NDArray[np.float32], text: str) -> float:
        return float(vector.sum()) - 4.0


def fit(vectors: NDArray[np.float32], texts: Sequence[str], labels: Sequence[str]) -> LoudestLetter:
    return LoudestLetter(tuple(sorted(set(labels))))


TRAIN = [Labelled("aa", "a"), Labelled("bb", "b")]


def test_a_file_is_learnt_and_measured(encoder: FakeEncoder) -> None:
    test = [Labelled("aaab", "a"), Labelled("bbb", "b"), Labelled("abb", "a"), Labelled("xyz", "z")]
    found = bench_intents(encoder, TRAIN, test, fit=fit)
    assert found["in_scope_accuracy"] == pytest.approx(0.6667)
    assert found["accuracy"] == 0.5, "a label that was never taught cannot be named"
    assert found["oos_auroc"] == 1.0
    assert set(found) == {
        *("accuracy", "in_scope_accuracy", "macro_f1", "oos_auroc", "train_s", "ms_per_message")
    }


def test_what_is_foreign_may_be_said_where_there_is_a_word_for_it(encoder: FakeEncoder) -> None:
    test = [Labelled("aaab", "a"), Labelled("xyz", "none"), Labelled("xyz", "z")]
    assert bench_intents(encoder, TRAIN, test, "none", fit=fit)["accuracy"] == 1.0


def test_without_foreign_rows_there_is_no_such_measure(encoder: FakeEncoder) -> None:
    found = bench_intents(encoder, TRAIN, [Labelled("aaa", "a")], fit=fit)
    assert (found["oos_auroc"], found["accuracy"], found["in_scope_accuracy"]) == (None, 1.0, 1.0)


def test_with_foreign_rows_alone_nothing_is_in_scope() -> None:
    found = figures([Answer("z", "a", FOREIGN - 1.0)], frozenset("ab"), None)
    assert (found["in_scope_accuracy"], found["macro_f1"], found["oos_auroc"]) == (None, None, None)


def test_labels_teach_by_their_own_words_first_and_strangers_not_at_all() -> None:
    rows = [Labelled("where is it", "card_arrival"), Labelled("moo", "oos"), Labelled("pay", "payBill2")]
    assert lessons(rows, "oos") == [
        Labelled("card arrival", "card_arrival"),
        Labelled("pay bill2", "payBill2"),
        rows[0],
        rows[2],
    ]

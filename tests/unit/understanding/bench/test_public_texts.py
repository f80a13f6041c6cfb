import json
from collections.abc import Callable
from pathlib import Path

from amends.understanding.bench.examples import Example
from amends.understanding.bench.public_texts import measure, score, slices
from amends.understanding.bench.tasks import TASKS
from amends.understanding.bench.yardsticks import keywords, lexicon
from amends.understanding.reading import Reading

AIRLINE = next(task for task in TASKS if task.name == "airline tweet negative")


def test_a_set_that_is_not_there_is_named(tmp_path: Path, read_one: Callable[[str], Reading]) -> None:
    found = measure(read_one, tmp_path)
    assert found["tasks"] == [] and AIRLINE.file in found["missing"] and found["acts"] is None


def test_a_perfect_reader_gets_full_marks(tmp_path: Path, read_one: Callable[[str], Reading]) -> None:
    rows = [
        {"text": "bad", "label": "negative", "negative_reason": "Late Flight"},
        {"text": "fine", "label": "neutral", "negative_reason": None},
    ] * 5
    (tmp_path / AIRLINE.file).write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    (task,) = measure(read_one, tmp_path)["tasks"]
    assert (task["auroc"], task["rows"], task["positives"]) == (1.0, 10, 5)
    assert task["vader"]["auroc"] == 1.0, "the lexicon knows this word too"
    assert task["slices"] == [
        {"slice": "Late Flight", "rows": 10, "positives": 5, "auroc": 1.0, "average_precision": 1.0}
    ]


def test_the_sum_of_the_evidence_ranks_where_scores_are_next_to_one(
    read_one: Callable[[str], Reading],
) -> None:
    rows = [Example("bad!", True), Example("bad", False)]
    assert score(read_one, AIRLINE, rows, keywords("frustration"))["auroc"] == 1.0


def test_a_part_with_its_own_negatives_is_measured_within_itself() -> None:
    rows = [
        Example("", True, ("one",)),
        Example("", False, ("one",)),
        Example("", False, ("two",)),
        Example("", True, ("two",)),
    ]
    found = {one["slice"]: one for one in slices(rows, [0.9, 0.1, 0.8, 0.2])}
    assert (found["one"]["auroc"], found["two"]["auroc"]) == (1.0, 0.0)
    assert found["one"]["rows"] == 2


def test_a_part_of_positives_stands_against_all_negatives() -> None:
    rows = [Example("", True, ("one",)), Example("", True, ("two",)), Example("", False), Example("", False)]
    found = {one["slice"]: one for one in slices(rows, [0.9, 0.1, 0.5, 0.6])}
    assert (found["one"]["auroc"], found["two"]["auroc"]) == (1.0, 0.0)
    assert found["one"]["rows"] == 3


def test_yardsticks_know_plain_words_and_no_others() -> None:
    worse = lexicon()
    assert worse("this is awful") > worse("this is a table") > worse("this is lovely")
    count = keywords("frustration")
    assert (count("Fed  up, and STILL waiting"), count("a shipment")) == (3.0, 0.0)
    assert keywords("person")("a real human please") == 2.0

import json
from pathlib import Path

from amends.understanding.bench.own_rows import FOLDS, fold_of, read_own, slices_of
from amends.understanding.rows import Row


def test_the_fold_depends_on_the_text_alone() -> None:
    assert fold_of(Row("hello", intent="greet")) == fold_of(Row("hello", score=0.1))
    assert {fold_of(Row(f"row {number}")) for number in range(60)} == set(range(FOLDS))


def test_a_row_falls_into_its_slices() -> None:
    row = Row("why is it late", score=0.4, cues=("waiting",), business="rail", register="chat")
    assert [*slices_of(row, "band"), *slices_of(row, "business"), *slices_of(row, "cue")] == [
        "irritated",
        "rail",
        "waiting",
    ]
    assert slices_of(row, "length") == {"under 8 words"}
    assert slices_of(Row("hm"), "register") == slices_of(Row("hm"), "cue") == frozenset()


def test_rows_without_a_word_are_not_measured(tmp_path: Path) -> None:
    (tmp_path / "nlu").mkdir()
    (tmp_path / "readings").mkdir()
    rows = [{"text": "???", "band": "calm"}, {"text": "late again", "band": "irritated", "cues": []}]
    (tmp_path / "readings" / "a.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert [row.text for row in read_own(tmp_path)] == ["late again"]

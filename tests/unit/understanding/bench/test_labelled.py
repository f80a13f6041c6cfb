from pathlib import Path

import pytest

from amends.understanding.bench.labelled import BadRows, Labelled, check_training, read_labelled


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "holds no row"),
        ("\n\n", "holds no row"),
        ('{"text": "a", "label": "b"}\n{"text": "a"}', 'line 2: needs a string "label"'),
        ('{"text": "a", "label": "b"}\n\n{"label": "b"}', 'line 3: needs a string "text"'),
        ('{"text": 3, "label": "b"}', 'line 1: needs a string "text"'),
        ('{"text": "a", "label": ""}', 'line 1: needs a string "label"'),
        ('["a", "b"]', "line 1: needs an object"),
        ("{", "line 1: not valid JSON"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path: Path, content: str, said: str) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(BadRows, match=said):
        read_labelled(path)


def test_a_text_may_hold_a_line_separator(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text('{"text": "a\u2028b", "label": "c", "id": 1}\n', encoding="utf-8")
    assert read_labelled(path) == [Labelled("a\u2028b", "c")]


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(BadRows, match="not UTF-8"):
        read_labelled(path)


@pytest.mark.parametrize("rows", [[Labelled("a", "x"), Labelled("b", "x")], []])
def test_one_label_cannot_be_told_apart(rows: list[Labelled]) -> None:
    with pytest.raises(BadRows, match=r"train\.jsonl: there is .*two are needed"):
        check_training(rows, "train.jsonl")

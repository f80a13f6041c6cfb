import json
from pathlib import Path

import pytest

from amends.reenactment.source import BadSource, Dialogue, read_dialogues

GOOD = {
    "dialogue_id": "d1",
    "turns": [
        {"speaker": "customer", "text": "hello", "label": 1},
        {"speaker": "agent", "text": "hi"},
        {"speaker": "customer", "text": "my order"},
    ],
    "source": "elsewhere",
}


def write(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "in.jsonl"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_only_the_customer_s_turns_are_kept(tmp_path: Path) -> None:
    assert read_dialogues(write(tmp_path, json.dumps(GOOD), "")) == [Dialogue("d1", ("hello", "my order"))]


def test_a_limit_stops_before_later_lines_are_looked_at(tmp_path: Path) -> None:
    assert len(read_dialogues(write(tmp_path, json.dumps(GOOD), "not json"), limit=1)) == 1


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "not JSON"),
        ("[]", "dialogue_id"),
        ('{"dialogue_id": 3, "turns": []}', "dialogue_id"),
        ('{"dialogue_id": "d2"}', "turns"),
        ('{"dialogue_id": "d2", "turns": [{"text": "x"}]}', "speaker"),
        ('{"dialogue_id": "d2", "turns": [{"speaker": "customer"}]}', "text"),
        ('{"dialogue_id": "d2", "turns": [{"speaker": "customer", "text": "  "}]}', "empty"),
        ('{"dialogue_id": "d2", "turns": [{"speaker": "agent", "text": "x"}]}', "no turn of a customer"),
        (json.dumps(GOOD), "stands in line 1 already"),
    ],
)
def test_a_bad_line_is_named_with_its_number(tmp_path: Path, line: str, words: str) -> None:
    with pytest.raises(BadSource, match=f"line 2: .*{words}"):
        read_dialogues(write(tmp_path, json.dumps(GOOD), line))


def test_an_empty_file_is_no_source(tmp_path: Path) -> None:
    with pytest.raises(BadSource, match="no dialogue"):
        read_dialogues(write(tmp_path))

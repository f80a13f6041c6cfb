from pathlib import Path

import pytest

from amends.rulebook.readings_file import Judged, load_readings
from amends.rulebook.source import RulebookError

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("path", sorted((ROOT / "data/readings").glob("*.jsonl")), ids=lambda path: path.stem)
def test_our_own_readings_are_read(path: Path) -> None:
    assert len(load_readings(path)) > 50


def test_a_row_is_a_judged_message(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "you fools", "band": "hostile", "score": 0.9, "signals": ["abuse"]}\n\n')
    assert load_readings(path) == [Judged("you fools", "hostile", 0.9, ("abuse",))]


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        "7",
        '{"band": "calm"}',
        '{"text": " ", "band": "calm"}',
        '{"text": "hm"}',
        '{"text": "hm", "band": "furious"}',
        '{"text": "hm", "score": 1.2}',
        '{"text": "hm", "score": true}',
        '{"text": "hm", "signals": "abuse"}',
        '{"text": "hm", "signals": ["anger"]}',
        '{"text": "hm", "band": "calm", "mood": 1}',
        '{"text": "hm", "band": "calm", "cues": "waiting"}',
        '{"text": "hm", "band": "calm", "cues": [1]}',
        '{"text": "hm", "band": "calm", "register": 3}',
        "[" * 100_000,
    ],
)
def test_a_broken_line_is_refused_with_file_and_line(tmp_path: Path, line: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "fine", "band": "calm"}\n' + line + "\n")
    with pytest.raises(RulebookError, match=r"a\.jsonl:2: "):
        load_readings(path)


def test_a_file_that_is_missing_or_no_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RulebookError, match="missing"):
        load_readings(tmp_path / "nothing.jsonl")
    (tmp_path / "b.jsonl").write_bytes(b"\xff")
    with pytest.raises(RulebookError, match="UTF-8"):
        load_readings(tmp_path / "b.jsonl")

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from amends.understanding.bench import examples
from amends.understanding.bench.examples import Example, SetUnreadable


def rows_of(read: Callable[[Path], Iterator[Example]], path: Path, *rows: object) -> list[Example]:
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return list(read(path))


def test_only_the_customers_turns_are_measured(tmp_path: Path) -> None:
    turns = [
        {"speaker": "customer", "text": "no reply again", "negative": 1},
        {"speaker": "agent", "text": "hello", "negative": None},
        {"speaker": "customer", "text": "fine", "negative": 0},
    ]
    found = rows_of(examples.negative_turns, tmp_path / "a.jsonl", {"turns": turns})
    assert [(one.text, one.positive) for one in found] == [("no reply again", True), ("fine", False)]


def test_ambiguous_requests_are_left_out(tmp_path: Path) -> None:
    labels = ("human_request", "ambiguous", "other")
    rows = [{"text": label, "label": label} for label in labels]
    found = rows_of(examples.person_wanted, tmp_path / "a.jsonl", *rows)
    assert [(one.positive, one.parts) for one in found] == [(True, ("human_request",)), (False, ())]


def test_a_comment_belongs_to_each_of_its_emotions(tmp_path: Path) -> None:
    row = {"text": "hm", "emotions": ["anger", "joy", "disgust"]}
    assert rows_of(examples.emotions, tmp_path / "a.jsonl", row)[0].parts == ("anger", "disgust")


def test_the_answer_to_a_breakdown_is_the_turn_behind_it(tmp_path: Path) -> None:
    turns = [
        {"speaker": "agent", "text": "Bananas.", "label": "breakdown"},
        {"speaker": "customer", "text": "what?"},
        {"speaker": "agent", "text": "Perhaps.", "label": "possible_breakdown"},
        {"speaker": "customer", "text": "hm"},
    ]
    found = rows_of(examples.after_breakdown, tmp_path / "a.jsonl", {"system": "X", "turns": turns})
    assert [(one.text, one.positive) for one in found] == [("what?", True)]


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text('{"text": "a"}\n{"text"\n', encoding="utf-8")
    with pytest.raises(SetUnreadable, match=r"set\.jsonl, line 2"):
        list(examples.json_lines(path))


def test_a_sample_is_spread_over_the_whole() -> None:
    assert list(examples.spread(list(range(10)), 3)) == [0, 3, 6, 9]
    assert list(examples.spread([1, 2], 0)) == [1, 2]
    assert list(examples.spread([1, 2], 5)) == [1, 2]

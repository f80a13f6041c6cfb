import json
from collections.abc import Sequence
from pathlib import Path

from amends.understanding.bench import TASKS, Task, measure
from amends.understanding.reading import SIGNALS, Cue, Frustration, Reading


def _read(texts: Sequence[str]) -> list[Reading]:
    """Read a text that holds "bad" as frustrated, wanting a person and abusive."""
    found = []
    for text in texts:
        bad = "bad" in text
        signals = dict.fromkeys(SIGNALS, 0.9 if bad else 0.1)
        cues = (Cue("wording", (0, len(text)), 2.0 if bad else -2.0),)
        found.append(Reading((("greet", 1.0),), ("greet",), Frustration.from_cues(cues), signals, ()))
    return found


def _task(name: str) -> Task:
    return next(task for task in TASKS if task.name == name)


def test_a_missing_file_is_no_measure(tmp_path: Path) -> None:
    assert measure(_read, TASKS[0], tmp_path, 0) is None


def test_a_perfect_reader_gets_full_marks(tmp_path: Path) -> None:
    task = _task("airline tweet negative")
    rows = [{"text": "bad", "label": "negative"}, {"text": "fine", "label": "neutral"}] * 5
    (tmp_path / task.file).write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    found = measure(_read, task, tmp_path, 0)
    assert found is not None and found["auroc"] == 1.0 and found["rows"] == 10


def test_only_the_customers_turns_are_measured(tmp_path: Path) -> None:
    task = _task("TweetSumm customer turn negative")
    turns = [
        {"speaker": "customer", "text": "bad", "negative": 1},
        {"speaker": "agent", "text": "bad", "negative": None},
        {"speaker": "customer", "text": "fine", "negative": 0},
    ]
    (tmp_path / task.file).write_text(json.dumps({"turns": turns}), encoding="utf-8")
    assert list(task.rows(tmp_path / task.file)) == [("bad", True), ("fine", False)]


def test_ambiguous_requests_are_left_out(tmp_path: Path) -> None:
    task = _task("wants a human")
    rows = [
        {"text": "a", "label": "human_request"},
        {"text": "b", "label": "ambiguous"},
        {"text": "c", "label": "other"},
    ]
    (tmp_path / task.file).write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert list(task.rows(tmp_path / task.file)) == [("a", True), ("c", False)]

from pathlib import Path

import pytest

from amends.understanding.fingerprint import TRAINED_FROM, training_fingerprint

ROOT = Path(__file__).resolve().parents[3]


def _project(root: Path) -> Path:
    for name in ("data/nlu/a.yml", "data/readings/b.jsonl", "assistant/c.py", "amends/deescalation/d.py"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("one", encoding="utf-8")
    (root / "config.yml").write_text("one", encoding="utf-8")
    return root


def test_the_same_files_give_the_same_sum_anywhere(tmp_path: Path) -> None:
    assert training_fingerprint(_project(tmp_path / "a")) == training_fingerprint(_project(tmp_path / "b"))


@pytest.mark.parametrize(
    "name",
    [
        "config.yml",
        "data/nlu/a.yml",
        "data/readings/b.jsonl",
        "assistant/c.py",
        "amends/deescalation/d.py",
        "data/responses/new.yml",
    ],
)
def test_a_change_of_anything_trained_from_changes_the_sum(tmp_path: Path, name: str) -> None:
    root = _project(tmp_path)
    before = training_fingerprint(root)
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text("two", encoding="utf-8")
    assert training_fingerprint(root) != before


@pytest.mark.parametrize(
    "name",
    [
        "assistant/__pycache__/c.py",
        "assistant/c.pyc",
        "amends/web/x.py",
        "amends/understanding/bench/plot.py",
        "README.md",
    ],
)
def test_other_files_do_not(tmp_path: Path, name: str) -> None:
    root = _project(tmp_path)
    before = training_fingerprint(root)
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text("two", encoding="utf-8")
    assert training_fingerprint(root) == before


def test_what_it_names_is_there() -> None:
    assert [
        name
        for name in ("data/nlu", "data/readings", "data/lookups", "assistant")
        if name not in TRAINED_FROM
    ] == []
    assert (ROOT / "amends/understanding").is_dir()

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from amends.understanding.read import main

ROOT = Path(__file__).resolve().parents[3]


def test_each_line_comes_back_with_its_reading(tmp_path: Path, model_folder: Path) -> None:
    lines = [{"text": "where is my order A-1003", "id": 7}, {"text": ""}]
    (tmp_path / "in.jsonl").write_text("\n".join(map(json.dumps, lines)) + "\n\n", encoding="utf-8")
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "amends.understanding.read",
            "--in",
            str(tmp_path / "in.jsonl"),
            "--model",
            str(model_folder),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=100,
    )
    assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["text"] for row in rows] == [line["text"] for line in lines]
    assert rows[0]["id"] == 7 and rows[0]["entities"][0]["value"] == "A-1003"
    assert {"intent", "intent_ranking", "frustration", "signals"} <= set(rows[1])


@pytest.mark.parametrize("line", ["x", "[]", "{}", '{"text": 3}'])
def test_a_bad_line_is_named_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], line: str
) -> None:
    (tmp_path / "in.jsonl").write_text(json.dumps({"text": "ok"}) + "\n" + line + "\n", encoding="utf-8")
    assert main(["--in", str(tmp_path / "in.jsonl"), "--out", str(tmp_path / "out.jsonl")]) == 2
    assert "line 2" in capsys.readouterr().err
    assert not (tmp_path / "out.jsonl").exists()


def test_a_missing_file_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--in", str(tmp_path / "none.jsonl")]) == 2
    assert "none.jsonl" in capsys.readouterr().err


def test_a_bad_line_of_a_stream_says_what_was_written(
    tmp_path: Path, model_folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("nonsense\n"))
    assert main(["--out", str(tmp_path / "out.jsonl"), "--model", str(model_folder)]) == 2
    said = capsys.readouterr().err
    assert "line 1" in said and "readings written before it: 0" in said
    assert list(tmp_path.iterdir()) == []


def test_an_older_output_stays_until_the_new_one_is_whole(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text('{"text": "ok"}\n', encoding="utf-8")
    (tmp_path / "out.jsonl").write_text("old", encoding="utf-8")
    paths = ["--in", str(tmp_path / "in.jsonl"), "--out", str(tmp_path / "out.jsonl")]
    assert main([*paths, "--model", str(tmp_path)]) == 2
    assert (tmp_path / "out.jsonl").read_text(encoding="utf-8") == "old"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["in.jsonl", "out.jsonl"]

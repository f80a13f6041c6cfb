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

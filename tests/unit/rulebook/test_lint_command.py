"""What the command prints and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from amends.rulebook import RulebookError
from amends.rulebook.lint_command import lint_wording


def run(*files: Path, as_json: bool = False) -> tuple[int, str]:
    said: list[str] = []
    code = lint_wording(files, as_json, said.append)
    return code, "\n".join(said)


def written(folder: Path, text: str) -> Path:
    path = folder / "letter.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_house_is_read_when_no_file_is_named() -> None:
    code, said = run()
    assert code == 0 and said.startswith("0 errors, 0 warnings in ")


def test_an_error_ends_with_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    code, said = run(written(tmp_path, "Dear Ada,\nsorry you feel that way.\n"))
    assert code == 1
    first, last = said.splitlines()
    assert first.startswith("letter.txt:2: error: vague apology: “sorry you feel”: name what went wrong")
    assert last == "1 errors, 0 warnings in 2 texts"


def test_a_warning_alone_ends_with_nought(tmp_path: Path) -> None:
    code, said = run(written(tmp_path, "You can just write to us."))
    assert code == 0 and f"{tmp_path}/letter.txt:1: warning: minimising: “just”" in said


def test_all_of_it_as_one_json_object(tmp_path: Path) -> None:
    code, said = run(written(tmp_path, "Please calm down."), as_json=True)
    summary = json.loads(said)
    (finding,) = summary.pop("findings")
    assert code == 1 and summary == {"texts": 1, "errors": 1, "warnings": 0}
    assert finding.pop("instead") and finding.pop("file").endswith("letter.txt")
    assert finding == {
        **{"line": 1, "response": None, "severity": "error", "rule": "minimising"},
        **{"words": "calm down", "start": 7, "end": 16},
    }


def test_our_brand_is_the_measure_for_other_files_too(tmp_path: Path) -> None:
    assert "banned phrase: “Rest assured”" in run(written(tmp_path, "Rest assured that it is late."))[1]
    assert run(written(tmp_path, "You should have been told of it."))[0] == 0


def test_a_missing_file_is_an_error_of_its_own(tmp_path: Path) -> None:
    with pytest.raises(RulebookError, match="the file is missing"):
        run(tmp_path / "none.txt")

import importlib
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from amends.cli import app
from amends.settings import Settings
from amends.terminal import MENDABLE


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"AMENDS_{name.upper()}", raising=False)
    monkeypatch.setenv("AMENDS_HOME", str(tmp_path))

    def invoke(*words: str, **more: str) -> Result:
        return CliRunner(env=more).invoke(app, list(words), input=more.pop("typed", None))

    return invoke


COMMANDS = (
    *("", "up", "read", "replay", "replay-report", "what-if", "bench", "bench turn"),
    *("bench understanding", "bench intents"),
    *("db", "db upgrade", "seed", "user", "user add"),
    *("corrections", "corrections export", "corrections check", "lint", "lint wording"),
)


@pytest.mark.parametrize("words", COMMANDS)
def test_every_command_has_help(run: object, words: str) -> None:
    done = run(*words.split(), "--help")
    assert done.exit_code == 0
    assert "Usage" in done.output


@pytest.mark.parametrize("name", MENDABLE)
def test_errors_that_a_person_can_mend_are_named_as_they_are_called(name: str) -> None:
    module, _, error = name.rpartition(".")
    assert issubclass(getattr(importlib.import_module(module), error), Exception)


def test_asking_for_help_imports_no_room() -> None:
    command = (
        "import sys, amends.cli; print(sorted(m for m in sys.modules if m.startswith(('amends.', 'sqlal'))))"
    )
    done = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['amends.cli', 'amends.cli_bench', 'amends.terminal']"


def test_the_database_is_made_once_and_seeded_once(run: object) -> None:
    assert "brought up to date" in run("db", "upgrade").output
    assert "nothing to do" in run("db", "upgrade").output
    assert "made agent@example.com" in run("seed").output
    assert "nothing to do" in run("seed").output


def test_a_setting_that_cannot_be_used_is_named(run: object) -> None:
    done = run("seed", AMENDS_PORT="many")
    assert done.exit_code == 1
    assert "AMENDS_PORT" in done.output


def test_a_bad_line_of_a_replay_is_named_before_anything_starts(run: object, tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text('{"dialogue_id": "d1"}\n', encoding="utf-8")
    done = run("replay", str(source), "--out", str(tmp_path / "out.jsonl"))
    assert done.exit_code == 2
    assert "line 1" in done.output
    assert not (tmp_path / "out.jsonl").exists()


def test_a_missing_file_is_named(run: object, tmp_path: Path) -> None:
    done = run("replay", str(tmp_path / "none.jsonl"), "--out", str(tmp_path / "out.jsonl"))
    assert done.exit_code == 1
    assert "none.jsonl" in done.output


def test_what_a_bench_cannot_read_ends_with_2(run: object, tmp_path: Path, capfd: object) -> None:
    assert run("bench", "understanding", "--data", str(tmp_path / "none")).exit_code == 2
    assert "none is not there" in capfd.readouterr().err
    (tmp_path / "one.jsonl").write_text('{"text": "a"}\n', encoding="utf-8")
    files = ("--train", str(tmp_path / "one.jsonl"), "--test", str(tmp_path / "one.jsonl"))
    assert run("bench", "intents", *files).exit_code == 2
    assert 'one.jsonl, line 1: needs a string "label"' in capfd.readouterr().err


def test_a_password_can_come_from_a_pipe(run: object) -> None:
    done = run("user", "add", "a@example.com", "--name", "Ada", typed="correct horse battery\n")
    assert (done.exit_code, "added a@example.com as agent" in done.output) == (0, True)
    again = run("user", "add", "a@example.com", "--name", "Ada", typed="correct horse battery\n")
    assert (again.exit_code, "already" in again.output) == (1, True)


def test_corrections_are_exported_and_broken_files_are_refused_with_their_line(
    run: object, tmp_path: Path
) -> None:
    assert "nothing: no correction" in run("corrections", "export", str(tmp_path / "out")).output
    good, broken = tmp_path / "good.yml", tmp_path / "broken.yml"
    good.write_text("steps:\n  - say: hm\n")
    broken.write_text("steps:\n  - say: hm\n    expect: {moves: [hug]}\n")
    done = run("corrections", "check", str(good), str(broken))
    assert done.exit_code == 2
    assert "good.yml: 1 step, good" in done.output
    assert "broken.yml:3: 'hug' is not one of" in done.output
    assert run("corrections", "check", str(good)).exit_code == 0


def test_wording_is_checked_and_the_exit_code_says_how_it_went(run: object, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("I am sorry that it is late.\n")
    assert run("lint", "wording", str(letter)).exit_code == 0
    letter.write_text("As I already said, it is late.\n")
    assert (done := run("lint", "wording", str(letter), "--json")).exit_code == 1
    assert '"rule": "blame"' in done.output
    assert run("lint", "wording", str(tmp_path / "none.txt")).exit_code == 2

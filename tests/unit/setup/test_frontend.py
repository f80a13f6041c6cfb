"""Node is found where the machine has it, and otherwise brought along by the desk's environment."""

import os
import subprocess
from pathlib import Path

import pytest

from setup.frontend import find_npm, major
from setup.say import Trouble

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def without_node(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine on which no Node is on PATH."""
    monkeypatch.setenv("PATH", str(tmp_path))


def test_without_node_npm_runs_from_the_package_in_the_environment(without_node: None) -> None:
    npm, environment = find_npm(ROOT)
    done = subprocess.run(
        [*npm, "--version"], capture_output=True, text=True, env={**os.environ, **environment}, check=False
    )
    assert done.returncode == 0, done.stderr
    assert major(done.stdout) >= 9


def test_without_node_and_without_the_package_the_person_is_told_what_to_install(
    without_node: None, tmp_path: Path
) -> None:
    with pytest.raises(Trouble, match="Node 18 or newer"):
        find_npm(tmp_path)


@pytest.mark.parametrize(("said", "number"), [("v20.19.2", 20), ("11.2.0", 11), ("", 0), ("no node", 0)])
def test_the_first_number_of_a_version_counts(said: str, number: int) -> None:
    assert major(said) == number

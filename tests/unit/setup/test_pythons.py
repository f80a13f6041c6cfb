import sys
from pathlib import Path

import pytest

from setup.pythons import find_python, pyenv_versions, with_pyenv_versions
from setup.say import Trouble

MINE = ".".join(map(str, sys.version_info[:2]))


@pytest.fixture
def pyenv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A pyenv with several versions, an environment among them, and nothing on PATH."""
    for name in ("3.9.18", "3.10.2", "3.10.13", "3.12.1", "my-project", "3.12-dev"):
        (tmp_path / "versions" / name / "bin").mkdir(parents=True)
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path))
    monkeypatch.setenv("PATH", "")
    return tmp_path


def fake_python(place: Path, version: str) -> None:
    place.write_text(f"#!/bin/sh\necho {version}\n")
    place.chmod(0o755)


def test_plain_versions_are_listed_newest_first(pyenv: Path) -> None:
    assert [name for name, _ in pyenv_versions()] == ["3.12.1", "3.10.13", "3.10.2", "3.9.18"]


def test_the_environment_names_both_pythons_for_the_shims(pyenv: Path) -> None:
    assert with_pyenv_versions()["PYENV_VERSION"] == "3.12.1:3.10.13"


def test_a_python_under_pyenv_is_found_without_its_shim(pyenv: Path) -> None:
    place = pyenv / "versions" / "3.10.13" / "bin" / "python"
    fake_python(place, "3.10")
    assert find_python("3.10", Path("no-uv")) == place


def test_a_shim_that_answers_with_an_error_is_passed_over(
    pyenv: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shims = tmp_path / "shims"
    shims.mkdir()
    shim = shims / "python3.10"
    shim.write_text("#!/bin/sh\necho 'pyenv: python3.10: command not found' >&2\nexit 127\n")
    shim.chmod(0o755)
    monkeypatch.setenv("PATH", str(shims))
    place = pyenv / "versions" / "3.10.13" / "bin" / "python"
    fake_python(place, "3.10")
    assert find_python("3.10", Path("no-uv")) == place


def test_the_running_python_is_good_enough_for_itself(pyenv: Path) -> None:
    assert find_python(MINE, Path("no-uv")) == Path(sys.executable)


def test_one_line_says_how_to_get_what_is_nowhere(pyenv: Path) -> None:
    with pytest.raises(Trouble, match=r"Python 3\.11 was not found.*pyenv install 3\.11"):
        find_python("3.11", Path("no-uv"))

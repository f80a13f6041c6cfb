"""Finds Pythons 3.10 and 3.12: on PATH, under pyenv, or fetched by uv where that is possible."""

import os
import re
import shutil
import sys
from pathlib import Path
from typing import Dict, Iterator, List, Tuple

from setup.say import Trouble, ask, quiet_environment

TELL_VERSION = "import sys; print('%d.%d' % sys.version_info[:2])"


def find_python(version: str, uv: Path) -> Path:
    """Return an interpreter of `version` ("3.12"), fetching one with uv if the machine has none.

    Raises Trouble with the one line that says how to get it.
    """
    for candidate in candidates(version):
        if ask([candidate, "-c", TELL_VERSION]) == version:
            return candidate
    for _attempt in range(2):
        found = ask([uv, "python", "find", "--no-project", version], environment=with_pyenv_versions())
        if found and ask([found, "-c", TELL_VERSION]) == version:
            return Path(found)
        ask([uv, "python", "install", version])
    raise Trouble(
        f"Python {version} was not found and could not be fetched. Install it (`pyenv install {version}`, or "
        f"your system's package with its venv module) and run the same command again."
    )


def candidates(version: str) -> Iterator[Path]:
    """Places where an interpreter may be; a pyenv shim counts only if it answers, which it may not."""
    yield Path(sys.executable)
    named = shutil.which("python" + version)
    if named:
        yield Path(named)
    for found, folder in pyenv_versions():
        if ".".join(found.split(".")[:2]) == version:
            yield folder / "bin" / "python"


def pyenv_versions() -> List[Tuple[str, Path]]:
    """The plain versions that pyenv keeps, newest first."""
    root = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    folder = root / "versions"
    plain = [
        (place.name, place)
        for place in (folder.iterdir() if folder.is_dir() else [])
        if re.fullmatch(r"\d+\.\d+\.\d+", place.name)
    ]
    return sorted(plain, key=lambda item: [int(part) for part in item[0].split(".")], reverse=True)


def with_pyenv_versions() -> Dict[str, str]:
    """The environment in which pyenv's shims answer for both Pythons: PYENV_VERSION must name both."""
    environment = quiet_environment()
    names: List[str] = []
    for wanted in ("3.12", "3.10"):
        names += [name for name, _ in pyenv_versions() if name.startswith(wanted + ".")][:1]
    if names:
        environment["PYENV_VERSION"] = ":".join(names)
    return environment

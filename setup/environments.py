"""Makes both Python environments from the locked requirements, and uv itself if the machine has none."""

import re
import shutil
import sys
import time
from pathlib import Path
from typing import NamedTuple

from setup.pythons import find_python, with_pyenv_versions
from setup.say import Trouble, ask, run, say
from setup.stamps import Stamps

OLDEST_UV = (0, 4)
LAUNCHER = """#!/bin/sh
# Starts the one command of Amends from anywhere. Made by the set-up.
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
root=$(dirname -- "$(dirname -- "$here")")
PYTHONPATH="$root${PYTHONPATH:+:$PYTHONPATH}" exec "$here/python" -m amends "$@"
"""


class Environment(NamedTuple):
    """One Python environment: where it lies, which Python it needs and what goes into it."""

    folder: str
    version: str
    lock: str


ENVIRONMENTS = (
    Environment(".venv", "3.12", "requirements/desk.txt"),
    Environment(".venv-assistant", "3.10", "requirements/assistant.txt"),
)


def prepare(root: Path, stamps: Stamps) -> None:
    """Bring both environments to what their locks say; nothing happens where the stamp agrees."""
    for environment in ENVIRONMENTS:
        folder = root / environment.folder
        stamp = stamps.of(environment.version, (root / environment.lock).read_text(encoding="utf-8"))
        python = folder / "bin" / "python"
        if python.exists() and stamps.same(folder / ".amends-stamp", stamp):
            say(environment.folder, "as locked, nothing to install")
        else:
            install(root, environment, folder, python)
            stamps.put(folder / ".amends-stamp", stamp)
    write_launcher(root / ".venv" / "bin" / "amends")


def install(root: Path, environment: Environment, folder: Path, python: Path) -> None:
    """Make one environment if need be and install exactly what its lock names, hashes checked."""
    began = time.monotonic()
    uv = find_uv(root)
    if ask([python, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]) != environment.version:
        interpreter = find_python(environment.version, uv)
        say(environment.folder, f"making it with Python {environment.version} at {interpreter}")
        run(
            [uv, "venv", "--quiet", "--no-project", "--clear", "--python", interpreter, folder],
            f"{environment.folder} could not be made",
            root,
            with_pyenv_versions(),
        )
    say(environment.folder, f"installing {environment.lock}")
    run(
        [uv, "pip", "sync", "--require-hashes", "--python", python, environment.lock],
        f"the packages of {environment.lock} could not be installed; look above for the reason "
        "(often: no network), then run the same command again",
        root,
        with_pyenv_versions(),
    )
    say(environment.folder, "installed", time.monotonic() - began)


def find_uv(root: Path) -> Path:
    """Return uv: the machine's, ours in .tools/, or a fresh one put there with pip."""
    place = root / ".tools" / "bin" / "uv"
    for candidate in (shutil.which("uv"), str(place)):
        version = re.match(r"uv (\d+)\.(\d+)", ask([candidate, "--version"])) if candidate else None
        if candidate and version and (int(version.group(1)), int(version.group(2))) >= OLDEST_UV:
            return Path(candidate)
    say("uv", "installing it into .tools/")
    failed = (
        "uv could not be installed. Install it by hand (`pip install uv`, or your system's "
        "python3-venv package so that this can) and run the same command again"
    )
    run([sys.executable, "-m", "venv", root / ".tools"], failed, root)
    run([root / ".tools" / "bin" / "python", "-m", "pip", "install", "--quiet", "uv"], failed, root)
    if not place.exists():
        raise Trouble(failed)
    return place


def write_launcher(place: Path) -> None:
    """Put the `amends` command into the desk's environment."""
    if not place.exists() or place.read_text(encoding="utf-8") != LAUNCHER:
        place.write_text(LAUNCHER, encoding="utf-8")
        place.chmod(0o755)

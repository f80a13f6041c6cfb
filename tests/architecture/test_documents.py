import re
from pathlib import Path

import pytest

from amends.cli import app
from amends.settings import Settings
from tests.architecture.tree import ROOT, files, text_of

DOCUMENTS = ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md")
TARGET = re.compile(r"\bmake ([a-z][a-z-]*)")
# `like/this.py` or `like/`, in a code span; placeholders and run-time files are told by their signs.
PATH = re.compile(r"`([A-Za-z_.][\w.-]*(?:/[\w.-]+)+/?|[\w-]+/)`")
MADE_LATER = ("var/", "models/", ".venv", ".tools/", "node_modules", "widget/dist", "amends/web/static/dist")
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#]+)")


def targets() -> set[str]:
    """The targets of the Makefile."""
    return set(re.findall(r"^([a-z-]+):", text_of(Path("Makefile")), re.MULTILINE))


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_make_target_that_is_named_exists(document: str) -> None:
    spans = re.findall(r"`[^`\n]+`|```.*?```", text_of(Path(document)), re.DOTALL)
    named = {target for span in spans for target in TARGET.findall(span)}
    assert named <= targets()


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_path_that_is_named_exists(document: str) -> None:
    named = [path for path in PATH.findall(text_of(Path(document))) if not path.startswith(MADE_LATER)]
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_every_link_between_documents_leads_somewhere() -> None:
    lost = [
        f"{path}: {link}"
        for path in files()
        if path.suffix == ".md"
        for link in LINK.findall(text_of(path))
        if not (ROOT / path.parent / link).exists()
    ]
    assert lost == []


def test_every_target_explains_itself() -> None:
    phony = set(re.findall(r"^\.PHONY: ([a-z-]+)$", text_of(Path("Makefile")), re.MULTILINE))
    explained = set(re.findall(r"^([a-z-]+):.*## ", text_of(Path("Makefile")), re.MULTILINE))
    assert phony == explained == targets()


def test_every_setting_is_documented() -> None:
    page = text_of(Path("docs/settings.md"))
    names = {f"AMENDS_{name.upper()}" for name in Settings.model_fields}
    assert {name for name in names if f"`{name}`" not in page} == set()
    assert {name for name in re.findall(r"^\| `(AMENDS_\w+)`", page, re.MULTILINE)} == names


def test_every_command_is_documented() -> None:
    page = text_of(Path("README.md"))
    groups = [("", app), *((f"{group.name} ", group.typer_instance) for group in app.registered_groups)]
    commands = [
        f"{prefix}{command.name or command.callback.__name__}"
        for prefix, group in groups
        for command in group.registered_commands
    ]
    assert {"up", "db upgrade", "bench turn"} <= set(commands)
    assert [command for command in commands if f"amends {command}" not in page] == []


def test_every_decision_record_has_the_same_parts() -> None:
    folder, tables = Path("docs/decisions"), {"0002-libraries.md"}  # A table with a reason in each row.
    records = [path for path in files() if path.parent == folder and path.name not in tables]
    assert records
    lacking = [
        f"{path}: {part}"
        for path in records
        for part in ("context", "decision", "rejected", "consequences")
        if not re.search(rf"^(#+ |\*\*){part}", text_of(path), re.MULTILINE | re.IGNORECASE)
    ]
    assert lacking == []


def test_the_changelog_and_the_project_agree_on_the_version() -> None:
    version = re.search(r'^version = "([^"]+)"', text_of(Path("pyproject.toml")), re.MULTILINE)
    assert version
    newest = re.search(r"^## \[?([\w.]+)", text_of(Path("CHANGELOG.md")), re.MULTILINE)
    assert newest
    assert newest[1] in ("Unreleased", version[1])

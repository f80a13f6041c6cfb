import re
from pathlib import Path

from tests.architecture.tree import files, text_of

# Split, so that this file does not hold what it looks for.
REGISTRY = re.compile(
    r'"resolved": *"http|--(?:extra-)?index-url|https?://[^\s"]*/(?:simple|packages)/'
    r"|https?://(?:registry\.npm|pypi\.|files\.python)",
)
HOME_OF_SOMEBODY = re.compile("/(?:" + "root|home/" + r"\w+|Users/\w+)/|/work" + "/(?:main|shared|notes)")
GENERATED = re.compile(r"(^|/)(uv\.lock|node_modules/|.*\.min\.js|.*\.pkl|.*\.joblib|models/.*\.tar\.gz)$")
TEXT = {".py", ".yml", ".yaml", ".toml", ".txt", ".in", ".json", ".jsonl", ".md", ".js", ".mjs", ".html"}
LARGEST_KB = 400


def texts() -> list[Path]:
    return [path for path in files() if path.suffix in TEXT or path.name in {"Makefile", ".npmrc", "run"}]


def test_no_file_holds_the_address_of_a_package_host() -> None:
    found = [str(path) for path in texts() if REGISTRY.search(text_of(path))]
    assert found == [], "locks must install from wherever the machine is told to"


def test_no_file_holds_a_path_of_one_machine() -> None:
    assert [str(path) for path in texts() if HOME_OF_SOMEBODY.search(text_of(path))] == []


def test_nothing_made_is_tracked() -> None:
    assert [str(path) for path in files() if GENERATED.search(path.as_posix())] == []


def test_both_locks_carry_hashes() -> None:
    for lock in ("requirements/desk.txt", "requirements/assistant.txt"):
        lines = text_of(Path(lock)).splitlines()
        pinned = [line for line in lines if re.match(r"^[a-zA-Z0-9]", line)]
        assert pinned
        assert [line for line in pinned if "==" not in line or not line.rstrip().endswith("\\")] == []


def test_no_file_is_larger_than_a_person_wants_to_review() -> None:
    from tests.architecture.tree import ROOT

    allowed = ("requirements/", "package-lock.json", "docs/images/")
    large = [
        str(path)
        for path in files()
        if (ROOT / path).stat().st_size > LARGEST_KB * 1024 and not path.as_posix().startswith(allowed)
    ]
    assert large == []

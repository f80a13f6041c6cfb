"""YAML values and their places."""

from __future__ import annotations

from pathlib import Path

import pytest

from amends.rulebook.source import RulebookError, read


def test_values_keep_their_lines(tmp_path: Path) -> None:
    path = tmp_path / "x.yml"
    path.write_text("a: 1\nb:\n  - two\n  - three\n")
    entries = read(path).mapping()
    assert entries["a"].number() == 1.0 and entries["b"].texts() == ("two", "three")
    assert [item.place.line for item in entries["b"].items()] == [3, 4]


@pytest.mark.parametrize("value", ["3", "''", "[a]", "null"])
def test_what_is_no_text_is_refused(tmp_path: Path, value: str) -> None:
    path = tmp_path / "x.yml"
    path.write_text(f"a: {value}\n")
    with pytest.raises(RulebookError, match=r"x\.yml:1: expected a text"):
        read(path).mapping()["a"].text()

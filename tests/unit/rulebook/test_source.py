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


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: 1\n? [b, c]\n: 2\n", 2),
        ("a: &x [1]\nb: [*x, *x]\n", 1),
        ("a: 1\nb: !!python/object:os.system x\n", 2),
        ("a: \x07\n", 1),
        ("a: " + "[" * 5000, 1),
        ("a: 1\nb: !!bool perhaps\n", 2),
        ("a: 1\nb: !!int ''\n", 2),
        ("a: 1\nb: !!timestamp soon\n", 2),
    ],
)
def test_what_only_yaml_understands_is_refused_with_its_place(text: str, line: int) -> None:
    with pytest.raises(RulebookError, match=rf"x\.yml:{line}: "):
        read(Path("x.yml"), text)


@pytest.mark.parametrize("value", [".nan", ".inf", "-.inf", "1" * 400])
def test_what_is_no_finite_number_is_refused(value: str) -> None:
    with pytest.raises(RulebookError, match=r"x\.yml:1: expected a number"):
        read(Path("x.yml"), f"a: {value}\n").mapping()["a"].number()

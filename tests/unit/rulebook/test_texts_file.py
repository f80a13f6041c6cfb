"""Texts that are to be checked, from plain files and JSON lines."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.rulebook import RulebookError
from amends.rulebook.texts_file import USUAL_BANDS, load_texts


def written(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def test_each_line_of_a_plain_text_is_a_text_of_its_own(tmp_path: Path) -> None:
    loaded = load_texts(written(tmp_path, "a.txt", "\ufeffDear Ada,\n\n  it is late. \n"))
    assert [(place.line, spoken.text) for place, spoken in loaded] == [(1, "Dear Ada,"), (3, "it is late.")]
    assert all((spoken.move, spoken.bands) == (None, USUAL_BANDS) for _, spoken in loaded)


def test_a_json_line_may_say_its_move_and_its_band(tmp_path: Path) -> None:
    lines = '{"text": "x", "to": "y"}\n\n{"text": "We will call.", "move": "commit", "band": "hostile"}\n'
    (_, first), (place, second) = load_texts(written(tmp_path, "a.jsonl", lines))
    assert (first.move, first.bands, place.line) == (None, USUAL_BANDS, 3)
    assert (second.move, second.bands) == ("commit", ("hostile",))


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("x", "this is no JSON"),
        ("[1]", "a line needs a text"),
        ('{"text": 1}', "a line needs a text"),
        ('{"text": "x", "band": "cross"}', "unknown band 'cross'; known are calm"),
        ('{"text": "x", "move": ["commit"]}', r"unknown move \['commit'\]"),
        ("[" * 100_000, "this is no JSON"),
    ],
)
def test_a_line_that_is_none_is_named(tmp_path: Path, line: str, problem: str) -> None:
    with pytest.raises(RulebookError, match=rf"a\.jsonl:2: {problem}"):
        load_texts(written(tmp_path, "a.jsonl", '{"text": "fine"}\n' + line))


def test_a_file_that_is_missing_or_no_text_is_named(tmp_path: Path) -> None:
    with pytest.raises(RulebookError, match=r"b\.txt:1: the file is missing"):
        load_texts(tmp_path / "b.txt")
    with pytest.raises(RulebookError, match=r"c\.txt:2: this is no text in UTF-8"):
        load_texts(written(tmp_path, "c.txt", b"fine\n\xff"))


@given(st.binary(), st.sampled_from(["a.txt", "a.jsonl"]))
def test_any_file_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, raw: bytes, name: str) -> None:
    try:
        load_texts(written(tmp_path_factory.mktemp("any"), name, raw))
    except RulebookError as error:
        assert name in str(error)

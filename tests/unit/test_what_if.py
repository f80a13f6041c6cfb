import io
import json
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from amends.coaching.comparison import Turn
from amends.coaching.verdict import exact_verdict, verdict
from amends.settings import Settings
from amends.what_if import CannotPlay, Request, as_json, in_words, what_if
from tests.unit.coaching.test_comparison import record

NOBODY = "http://127.0.0.1:1"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path, secret="s", assistant_url=NOBODY)


def _asked(settings: Settings, **what: Any) -> str:
    with pytest.raises(CannotPlay) as caught:
        what_if(settings, Request("talk", **what), Console(file=io.StringIO()), Console(file=io.StringIO()))
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (b"decay: 0.5\ndecai: 0.4\n", 2, "not a setting"),
        (b"decay: 7\n", 1, "from 0 to 1"),
        (b"decay: [\n", 2, "not YAML"),
        (b"decay: 0.5\n# \xff\n", 2, "UTF-8"),
        (b"", 1, "empty"),
    ],
)
def test_a_bad_playbook_is_refused_with_its_own_file_and_line(
    settings: Settings, tmp_path: Path, text: bytes, line: int, words: str
) -> None:
    file = tmp_path / "other.yml"
    file.write_bytes(text)
    said = _asked(settings, playbook=file)
    assert said.startswith(f"{file}:{line}: ") and words in said


def test_what_is_missing_is_named(settings: Settings, tmp_path: Path) -> None:
    missing = tmp_path / "no.tar.gz"
    assert str(missing) in _asked(settings, model=missing)
    assert "no.yml:1: the file is missing" in _asked(settings, playbook=tmp_path / "no.yml")


def test_without_a_house_it_says_how_to_start_one(settings: Settings) -> None:
    assert "amends up" in _asked(settings)


def test_both_sides_of_every_turn_are_told() -> None:
    other = record(replies=[{"text": "Other words."}])
    turns = [Turn(1, record(), record()), Turn(2, record(), other)]
    told = json.loads(json.dumps(as_json("talk", verdict(turns), turns)))
    assert (told["conversation_id"], told["identical"], told["first"]) == ("talk", False, 2)
    assert [turn["differs"] for turn in told["turns"]] == [[], ["replies"]]
    assert told["turns"][1]["played"]["replies"] == ["Other words."]
    assert in_words(turns, exact=False) == [
        "turn 2    differs in replies: the assistant would make the same moves in other words"
    ]
    assert in_words(turns, exact=True) == ["turn 2    differs in replies"]
    assert not exact_verdict(turns).identical

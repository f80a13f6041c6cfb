"""The playbook file."""

from __future__ import annotations

from pathlib import Path

import pytest

from amends.deescalation.rulesets import PlaybookRules
from amends.rulebook import RulebookError
from amends.rulebook.playbook_file import load_playbook


def test_an_empty_choice_keeps_the_defaults(tmp_path: Path) -> None:
    path = tmp_path / "playbook.yml"
    path.write_text("decay: 0.25\nrelief:\n  apology: 0.2\n")
    rules = load_playbook(path)
    assert rules.decay == 0.25 and rules.relief.apology == 0.2
    assert rules.abuse_signal == PlaybookRules().abuse_signal


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("decay: 0.5\ndecai: 0.4\n", 2, "not a setting"),
        ("# a comment\n\ndecay: 1.5\n", 3, "from 0 to 1"),
        ("decay: often\n", 1, "expected a number"),
        ("boundary_steps: 2.5\n", 1, "whole number"),
        ("decay: 0.5\nrelief:\n  apolgy: 0.1\n", 3, "not known here"),
        ("decay: 0.5\ndecay: 0.6\n", 2, "stands twice"),
        ("decay: [\n", 2, "not YAML"),
        ("- 1\n", 1, "expected a mapping"),
        ("", 1, "empty"),
    ],
)
def test_a_wrong_playbook_is_refused_with_file_and_line(
    tmp_path: Path, text: str, line: int, words: str
) -> None:
    path = tmp_path / "playbook.yml"
    path.write_text(text)
    with pytest.raises(RulebookError) as caught:
        load_playbook(path)
    assert str(caught.value).startswith(f"{path}:{line}: ") and words in str(caught.value)

"""The playbook file as a form sees it."""

from __future__ import annotations

from dataclasses import fields

import pytest

from amends.deescalation.rulesets import PlaybookRules, Relief, Weights
from amends.rulebook import DATA, RulebookError, load_rulebook
from amends.rulebook.playbook_settings import settings_of, with_values

TEXT = """\
# How much is left.
decay: 0.5  # of the score

# Two things
# in two lines.
claim_floor: 0.3
claim_alone: 0.85
# Another thing.
intent_floor: 0.4
relief:
  apology: 0.05
"""


def test_every_value_has_its_line_and_its_comment() -> None:
    found = {one.name: (one.value, one.line, one.about) for one in settings_of(TEXT)}
    assert found == {
        "decay": ("0.5", 2, "How much is left."),
        "claim_floor": ("0.3", 6, "Two things in two lines."),
        "claim_alone": ("0.85", 7, "Two things in two lines."),
        "intent_floor": ("0.4", 9, "Another thing."),
        "relief.apology": ("0.05", 11, ""),
    }
    assert [one.part for one in settings_of(TEXT)] == ["", "", "", "", "relief"]


def test_our_own_file_names_every_setting_once() -> None:
    names = [one.name for one in settings_of((DATA / "playbook.yml").read_text(encoding="utf-8"))]
    expected = [one.name for one in fields(PlaybookRules) if one.name not in ("relief", "weights")]
    for part, kind in (("relief", Relief), ("weights", Weights)):
        expected += [f"{part}.{one.name}" for one in fields(kind)]
    assert sorted(names) == sorted(expected)


def test_other_values_stand_in_the_same_lines() -> None:
    text = (DATA / "playbook.yml").read_text(encoding="utf-8")
    other = with_values(text, {"decay": "0.25", "relief.apology": "0.5", "nonsense": "1"})
    assert len(other.splitlines()) == len(text.splitlines())
    book = load_rulebook(DATA, {"playbook": other})
    assert (book.playbook.decay, book.playbook.relief.apology) == (0.25, 0.5)
    assert load_rulebook(DATA, {"playbook": with_values(text, {})}) == load_rulebook(DATA)


@pytest.mark.parametrize(
    "typed", ["", "often", "7", "1\nboundary_steps: 9", "0.1 # x", "[0.1]", "!!python/object:x"]
)
def test_what_is_no_value_is_refused_in_its_line_and_never_becomes_a_line_of_its_own(typed: str) -> None:
    text = (DATA / "playbook.yml").read_text(encoding="utf-8")
    other = with_values(text, {"decay": typed})
    assert len(other.splitlines()) == len(text.splitlines())
    line = next(one.line for one in settings_of(text) if one.name == "decay")
    with pytest.raises(RulebookError) as caught:
        load_rulebook(DATA, {"playbook": other})
    assert str(caught.value).startswith(f"{DATA / 'playbook.yml'}:{line}: ")

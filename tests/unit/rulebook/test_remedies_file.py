"""The remedies file."""

from __future__ import annotations

from pathlib import Path

import pytest

from amends.deescalation.reasons import REASONS
from amends.rulebook import RulebookError
from amends.rulebook.remedies_file import load_remedies

GOOD = """proposal: mine
remedies:
  - id: one
    title: One
    offer: one
    why_this_helps_you: it helps
    reasons: [{reasons}]
  - id: two
    title: Two
    offer: two
    why_this_helps_you: it helps too
    reasons: [{reasons}]
  - id: mine
    title: Mine
    offer: mine
    why_this_helps_you: it is yours
    reasons: []
""".format(reasons=", ".join(reason.name for reason in REASONS))


def remedies_error(tmp_path: Path, text: str) -> str:
    path = tmp_path / "remedies.yml"
    path.write_text(text)
    with pytest.raises(RulebookError) as caught:
        load_remedies(path)
    return str(caught.value).removeprefix(str(path))


def test_remedies_are_read_in_order_and_the_refused_ones_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "remedies.yml"
    path.write_text(GOOD)
    remedies = load_remedies(path)
    assert [one.id for one in remedies.options("delay", (), False)] == ["one", "two"]
    assert [one.id for one in remedies.options("delay", ("one",), False)] == ["two"]


def test_a_remedy_may_be_named_otherwise_by_an_agent(tmp_path: Path) -> None:
    path = tmp_path / "remedies.yml"
    path.write_text(GOOD.replace("    offer: one\n", "    offer: one\n    offer_by_agent: one from me\n"))
    remedies = load_remedies(path)
    assert [one.said_by_agent for one in remedies.remedies] == ["one from me", "two", "mine"]


def test_wrong_remedies_are_refused_with_the_line(tmp_path: Path) -> None:
    assert remedies_error(tmp_path, GOOD.replace("id: two", "id: one")).startswith(":8: ")
    assert "unknown reason 'lateness'" in remedies_error(tmp_path, GOOD.replace("[delay", "[lateness", 1))
    assert "needs title" in remedies_error(tmp_path, GOOD.replace("    title: Two\n", ""))
    assert "fewer than two" in remedies_error(tmp_path, GOOD.replace("[delay, ", "[", 1))
    assert "there is no remedy 'hers'" in remedies_error(
        tmp_path, GOOD.replace("proposal: mine", "proposal: hers")
    )
    assert ":6: 'cost' is not part" in remedies_error(
        tmp_path, GOOD.replace("    why", "    cost: 3\n    why", 1)
    )

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from assistant.rehearsal_request import MARK, conversation_of, parse_rehearsal, running_as

AT = "2026-11-22T12:00:00+00:00"


@pytest.mark.parametrize("fields", [{}, {"rehearsal": None}, {"rehearsal": False}])
def test_a_turn_is_real_unless_it_says_otherwise(fields: dict[str, Any]) -> None:
    assert parse_rehearsal(fields) is None


def test_a_rehearsal_tells_the_actions_what_they_need() -> None:
    receipts, earlier = [{"action": "a", "receipt": {}}], [{"action": "b"}]
    how = {"at": AT, "as_of": AT, "receipts": receipts, "earlier": earlier}
    rehearsal = parse_rehearsal({"rehearsal": how, "playbook": {"playbook": "decay: 0.1\n"}})
    assert rehearsal is not None
    assert rehearsal.for_actions() == {"at": AT, "as_of": AT, "receipts": receipts, "earlier": earlier}
    assert rehearsal.playbook == {"playbook": "decay: 0.1\n"}


@pytest.mark.parametrize(
    "fields",
    [
        {"rehearsal": "yes"},
        {"rehearsal": 1},
        {"rehearsal": {"at": 5}},
        {"rehearsal": {"at": "yesterday"}},
        {"rehearsal": {"as_of": "2026-11-22T12:00:00"}},
        {"rehearsal": {"receipts": {}}},
        {"rehearsal": {"earlier": ["x"]}},
        {"rehearsal": True, "playbook": "decay: 0.1"},
        {"rehearsal": True, "playbook": {"domain": "x"}},
        {"rehearsal": True, "playbook": {"playbook": 5}},
        {"playbook": {"playbook": "decay: 0.1\n"}},
    ],
)
def test_anything_else_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"rehearsal|playbook"):
        parse_rehearsal(fields)


def test_each_rehearsal_runs_under_a_name_of_its_own_and_says_the_conversation_s_words() -> None:
    one, other = parse_rehearsal({"rehearsal": True}), parse_rehearsal({"rehearsal": True})
    names = {running_as("c-1", None), running_as("c-1", one), running_as("c-1", other)}
    assert len(names) == 3
    assert {conversation_of(name) for name in names} == {"c-1"}


def test_actions_know_a_rehearsal_by_the_same_mark() -> None:
    source = (Path(__file__).parents[3] / "actions" / "_rehearsal.py").read_text(encoding="utf-8")
    assert re.findall(r'^MARK = "(.)"$', source, re.MULTILINE) == [MARK]

"""Reads a test conversation: what a customer says, step by step, and what must and must not come of it.

Every step of `steps` is one of
- `say: text` or `press: button id`, a turn;
- `converse`, turns until something is reached: `answers` tells what the customer says after each move
  (`{press: affirm}` presses the first offered button that starts so), `until` the end, `within` how many;
- `stop: actions` and `go_on: actions`, which freeze and thaw a process of the house.
A turn may carry `expect`, a whole scenario `at_the_end`; the keys are those of EXPECTATIONS.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from amends.casework.handoff import HANDOFF_REASONS
from amends.deescalation.bands import BANDS
from amends.deescalation.moves import MOVES
from amends.deescalation.reading import SIGNALS
from amends.rulebook.source import Node, read

STEPS = ("say", "press", "converse", "stop", "go_on")
_CONVERSE = {"answers", "until", "within"}
_OTHERWISE = "otherwise"
Check = Callable[[Node], None]


@dataclass(frozen=True)
class Scenario:
    """One file, its name being the sentence that it proves."""

    name: str
    steps: tuple[Mapping[str, Any], ...]
    at_the_end: Mapping[str, Any]


def load_scenario(path: Path, text: str | None = None) -> Scenario:
    """Reads one scenario, or a text in its place; RulebookError names file and line."""
    root = read(path, text)
    entries = root.mapping()
    if "steps" not in entries or not list(entries["steps"].items()):
        raise root.place.error("`steps` are missing")
    if unknown := sorted(set(entries) - {"steps", "at_the_end"}):
        raise entries[unknown[0]].place.error(f"{unknown[0]!r} is not known here")
    for step in entries["steps"].items():
        _check_step(step)
    end = entries.get("at_the_end")
    if end is not None:
        _check_expectations(end)
    steps = tuple(plain(step) for step in entries["steps"].items())
    return Scenario(path.stem, steps, plain(end) if end is not None else {})


def plain(node: Node) -> Any:
    """The value of a node without its places."""
    if isinstance(node.value, dict):
        return {key: plain(value) for key, value in node.value.items()}
    if isinstance(node.value, list):
        return [plain(item) for item in node.value]
    return node.value


def _check_step(step: Node) -> None:
    entries = step.mapping()
    ways = [name for name in STEPS if name in entries]
    if len(ways) != 1 or set(entries) - {*STEPS, "expect"}:
        raise step.place.error(f"expected exactly one of {', '.join(STEPS)}, and perhaps `expect`")
    if ways[0] == "converse":
        _check_converse(entries["converse"])
    else:
        entries[ways[0]].text()
    if "expect" in entries:
        _check_expectations(entries["expect"])


def _check_converse(plan: Node) -> None:
    entries = plan.mapping()
    if not {"answers", "until"} <= set(entries) <= _CONVERSE:
        raise plan.place.error("`converse` needs `answers` and `until`, and may have `within`")
    for move, answer in entries["answers"].mapping().items():
        if move not in (*MOVES, _OTHERWISE):
            raise answer.place.error(f"{move!r} is no move")
        if isinstance(answer.value, dict) and set(answer.value) != {"press"}:
            raise answer.place.error("expected a text, or `press` and a button id")
        (answer.value["press"] if isinstance(answer.value, dict) else answer).text()
    _check_expectations(entries["until"])
    if "within" in entries:
        entries["within"].whole(lowest=1)


def _check_expectations(node: Node) -> None:
    for name, value in node.mapping().items():
        if name not in EXPECTATIONS:
            raise value.place.error(f"{name!r} is nothing that can be expected; known are {_list()}")
        EXPECTATIONS[name](value)


def _list() -> str:
    return ", ".join(sorted(EXPECTATIONS))


def _some_of(known: tuple[str, ...]) -> Check:
    def check(node: Node) -> None:
        for item in node.items():
            _one_of(known)(item)

    return check


def _one_of(known: tuple[str, ...]) -> Check:
    def check(node: Node) -> None:
        if node.text() not in known:
            raise node.place.error(f"{node.value!r} is not one of {', '.join(known)}")

    return check


def _yes_or_no(node: Node) -> None:
    if not isinstance(node.value, bool):
        raise node.place.error("expected true or false")


def _pattern(node: Node) -> None:
    try:
        re.compile(node.text())
    except (re.error, OverflowError, RecursionError) as error:
        raise node.place.error(f"this is no pattern: {error}") from None


def _text(node: Node) -> None:
    node.text()


def _case(node: Node) -> None:
    if not isinstance(node.value, bool):
        node.mapping()


def _handoff(node: Node) -> None:
    if isinstance(node.value, list):
        _some_of(HANDOFF_REASONS)(node)
    elif not isinstance(node.value, bool):
        _one_of(HANDOFF_REASONS)(node)


def _signals(node: Node) -> None:
    for name, value in node.mapping().items():
        if name not in SIGNALS:
            raise value.place.error(f"{name!r} is no signal; known are {', '.join(SIGNALS)}")
        _yes_or_no(value)


# The runner in tests/conversations has a method for each of them.
EXPECTATIONS: Mapping[str, Check] = {
    "moves": _some_of(MOVES),
    "any_move": _some_of(MOVES),
    "never": _some_of(MOVES),
    "says": _pattern,
    "says_not": _pattern,
    "intent": _text,
    "band": _one_of(BANDS),
    "signals": _signals,
    "case": _case,
    "handoff": _handoff,
    "promise": _yes_or_no,
    "no_text_twice": _yes_or_no,
    "closed": _yes_or_no,
}

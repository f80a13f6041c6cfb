"""A scenario: what a customer says, step by step, and what must and must not come of it.

Every step of `steps` is one of
- `say: text` or `press: button id`, a turn;
- `converse`, turns until something is reached: `answers` tells what the customer says after each move
  (`{press: affirm}` presses the first offered button that starts so), `until` the end, `within` how many;
- `stop: actions` and `go_on: actions`, which freeze and thaw a process of the house.
A turn may carry `expect`, a whole scenario `at_the_end`; the keys are the methods of Expectation.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

STEPS = {"say", "press", "converse", "stop", "go_on"}


class BadScenario(Exception):
    """A scenario file that cannot be played; the text names the file and what is wrong."""


@dataclass(frozen=True)
class Scenario:
    """One file, its name being the sentence that it proves."""

    name: str
    steps: tuple[Mapping[str, Any], ...]
    at_the_end: Mapping[str, Any]


def read_scenario(path: Path) -> Scenario:
    """Read one scenario. Raises BadScenario."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(content, dict) or not content.get("steps"):
        raise BadScenario(f"{path.name}: `steps` are missing")
    if unknown := set(content) - {"steps", "at_the_end"}:
        raise BadScenario(f"{path.name}: unknown keys {sorted(unknown)}")
    for number, step in enumerate(content["steps"], start=1):
        if len(STEPS & set(step)) != 1 or set(step) - STEPS - {"expect"}:
            raise BadScenario(f"{path.name}, step {number}: exactly one of {sorted(STEPS)} is expected")
    return Scenario(path.stem, tuple(content["steps"]), content.get("at_the_end", {}))

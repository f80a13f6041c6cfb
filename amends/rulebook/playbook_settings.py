"""The playbook file as a form sees it: every value with its line and what its comment says of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

_LINE = re.compile(r"(?P<indent>\s*)(?P<key>\w+):(?:\s+(?P<value>[^#\s][^#]*?))?\s*(?:#.*)?$")


@dataclass(frozen=True)
class Setting:
    """One value; `name` is `part.key` inside a part, lines count from 1."""

    name: str
    value: str
    line: int
    about: str

    @property
    def part(self) -> str:
        """The part it belongs to, empty for those at the top."""
        part, dot, _ = self.name.rpartition(".")
        return part if dot else ""


def settings_of(text: str) -> tuple[Setting, ...]:
    """The values of a playbook file in their order; a comment belongs to what follows without a gap."""
    found: list[Setting] = []
    comment: list[str] = []
    part, used = "", False
    for number, line in enumerate(text.splitlines(), start=1):
        entry = _LINE.match(line)
        if line.strip().startswith("#"):
            # A comment below a value is about what comes next.
            comment = [*([] if used else comment), line.strip().lstrip("# ")]
            used = False
        elif entry is None or entry["value"] is None:
            part = entry["key"] if entry is not None else part
            comment = []
        else:
            part = part if entry["indent"] else ""
            name = f"{part}.{entry['key']}" if part else entry["key"]
            found.append(Setting(name, entry["value"], number, " ".join(comment)))
            used = True
    return tuple(found)


def with_values(text: str, values: Mapping[str, str]) -> str:
    """The same file, line by line, with other values; names that it does not have are left out.

    Whether a value is a good one is for the rulebook to say, which then names the line that it stood in.
    """
    lines = text.splitlines()
    for setting in settings_of(text):
        if setting.name in values:
            # One line stays one line, and a value stays a value, whatever was typed.
            value = re.sub(r"[\s#:]+", " ", values[setting.name]).strip()
            line = lines[setting.line - 1]
            key = line[: line.index(":") + 1]
            lines[setting.line - 1] = f"{key} {value}".rstrip()
    return "\n".join([*lines, ""])

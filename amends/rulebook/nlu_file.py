"""Checks a file of example messages for data/nlu: known intents, and texts that Rasa reads as they stand."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from amends.rulebook.source import Node, Place, read

VERSION = "3.1"
# Rasa would take these for the mark of an entity and change the text.
_MARKED = re.compile(r"\[[^\]]+\]\s*(?:\([^)]*\)|\{[^}]*\}|\[[^\]]*\])")


@dataclass(frozen=True)
class Example:
    """One message and the intent that it shows."""

    intent: str
    text: str


def load_examples(path: Path, intents: Collection[str], text: str | None = None) -> list[Example]:
    """The examples of a file, or of a text in its place; RulebookError names file and line."""
    root = read(path, text)
    entries = root.mapping()
    if set(entries) - {"version", "nlu"}:
        raise root.place.error(f"expected `version` and `nlu`, found {', '.join(sorted(entries))}")
    if "version" not in entries or entries["version"].value != VERSION:
        raise entries.get("version", root).place.error(f'expected `version: "{VERSION}"`')
    if "nlu" not in entries:
        raise root.place.error("`nlu` is missing")
    found: list[Example] = []
    for item in entries["nlu"].items():
        found += _of_intent(item, intents)
    return found


def _of_intent(item: Node, intents: Collection[str]) -> list[Example]:
    entries = item.mapping()
    if set(entries) != {"intent", "examples"}:
        raise item.place.error("expected `intent` and `examples`")
    intent = entries["intent"].text()
    if intent not in intents:
        raise entries["intent"].place.error(f"{intent!r} is no intent that the assistant knows")
    block = entries["examples"]
    # The words of a block begin on the line after its sign.
    return [
        Example(intent, _text(line, Place(block.place.path, block.place.line + number)))
        for number, line in enumerate(str(block.text()).split("\n"), start=1)
        if line.strip()
    ]


def _text(line: str, place: Place) -> str:
    if not line.startswith("- ") or not line[2:].strip():
        raise place.error("expected `- ` and a message")
    if _MARKED.search(line):
        raise place.error("square brackets followed by others would be read as an entity")
    return line[2:].strip()

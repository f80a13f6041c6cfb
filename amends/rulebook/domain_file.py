"""Reads from domain.yml what the assistant knows customers to say."""

from __future__ import annotations

from pathlib import Path

from amends.rulebook.source import read


def load_intents(path: Path) -> tuple[str, ...]:
    """The names of the intents in the order of the file; RulebookError names file and line."""
    root = read(path)
    listed = root.mapping().get("intents")
    if listed is None:
        raise root.place.error("the `intents` are missing")
    # Rasa allows "greet" as well as "greet: {use_entities: []}".
    return tuple(
        next(iter(item.value)) if isinstance(item.value, dict) and item.value else item.text()
        for item in listed.items()
    )

"""Reads data/brand.yml into Brand."""

from __future__ import annotations

from pathlib import Path

from amends.deescalation.rulesets import Brand
from amends.rulebook.source import read


def load_brand(path: Path, text: str | None = None) -> Brand:
    """The voice of the business."""
    entries = read(path, text).mapping()
    for key, node in entries.items():
        if key not in ("banned_phrases", "person"):
            raise node.place.error(f"{key!r} is not part of the brand")
    phrases = entries["banned_phrases"].texts() if "banned_phrases" in entries else ()
    person = entries["person"].text() if "person" in entries else Brand().person
    return Brand(tuple(phrase.lower() for phrase in phrases), person)

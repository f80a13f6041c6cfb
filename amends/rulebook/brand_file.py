"""Reads data/brand.yml into Brand."""

from __future__ import annotations

from pathlib import Path

from amends.deescalation.rulesets import AMERICAN, BRITISH, Allowed, Brand
from amends.rulebook.source import Node, read

_KEYS = ("banned_phrases", "person", "spelling", "allowed")


def load_brand(path: Path, text: str | None = None) -> Brand:
    """The voice of the business."""
    entries = read(path, text).mapping()
    for key, node in entries.items():
        if key not in _KEYS:
            raise node.place.error(f"{key!r} is not part of the brand")
    phrases = entries["banned_phrases"].texts() if "banned_phrases" in entries else ()
    person = entries["person"].text() if "person" in entries else Brand().person
    spelling = _spelling(entries["spelling"]) if "spelling" in entries else None
    allowed = tuple(_allowed(one) for one in entries["allowed"].items()) if "allowed" in entries else ()
    return Brand(tuple(phrase.lower() for phrase in phrases), person, spelling, allowed)


def _spelling(node: Node) -> str:
    if node.text() not in (BRITISH, AMERICAN):
        raise node.place.error(f"spelling is {BRITISH} or {AMERICAN}")
    return node.text()


def _allowed(node: Node) -> Allowed:
    entries = node.mapping()
    if entries.keys() != {"words", "reason"}:
        raise node.place.error("what is allowed needs words and a reason, and nothing else")
    return Allowed(entries["words"].text(), entries["reason"].text())

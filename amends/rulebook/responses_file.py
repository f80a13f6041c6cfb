"""Reads data/responses/*.yml into the catalogue of texts; Rasa reads the same files into its domain."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from amends.deescalation.bands import BANDS
from amends.deescalation.turn import Button
from amends.deescalation.wording import Catalogue, Variant, button_id
from amends.rulebook.rulebook import DATA
from amends.rulebook.source import Node, Place, RulebookError, read

_VARIANT_KEYS = ("text", "buttons", "metadata")


@dataclass(frozen=True)
class PlacedVariant:
    """A variant and where its text stands."""

    variant: Variant
    place: Place


def load_responses(folder: Path) -> Catalogue:
    """All responses of a folder's YAML files; RulebookError names the file and the line."""
    found: dict[str, tuple[Variant, ...]] = {}
    paths = sorted(folder.glob("*.yml"))
    if not paths:
        raise RulebookError(f"{folder}:1: there are no responses here")
    for path in paths:
        for name, variants in placed_responses(path).items():
            if name in found:
                raise variants[0].place.error(f"{name!r} stands in another file too")
            found[name] = tuple(one.variant for one in variants)
    return Catalogue(found)


def placed_responses(path: Path) -> dict[str, tuple[PlacedVariant, ...]]:
    """The responses of one file, each variant with the place of its text."""
    root = read(path)
    if "responses" not in root.mapping():
        raise root.place.error("'responses' is needed")
    found = {}
    for name, node in root.mapping()["responses"].mapping().items():
        found[name] = tuple(PlacedVariant(_variant(one), _place_of_text(one)) for one in node.items())
        if not found[name]:
            raise node.place.error(f"{name!r} has no text")
    return found


@cache
def house_catalogue() -> Catalogue:
    """The project's own texts, read once in a process."""
    return load_responses(DATA / "responses")


def _place_of_text(node: Node) -> Place:
    return node.mapping()["text"].place


def _variant(node: Node) -> Variant:
    entries = node.mapping()
    for key, value in entries.items():
        if key not in _VARIANT_KEYS:
            raise value.place.error(f"{key!r} is not part of a response")
    if "text" not in entries:
        raise node.place.error("a response needs a text")
    text = " ".join(entries["text"].text().split())
    if text.count("{") != text.count("}"):
        raise entries["text"].place.error("a brace is not closed")
    buttons = tuple(_button(one) for one in entries["buttons"].items()) if "buttons" in entries else ()
    return Variant(text, _bands(entries.get("metadata")), buttons)


def _bands(metadata: Node | None) -> tuple[str, ...]:
    if metadata is None or "bands" not in metadata.mapping():
        return ()
    bands = metadata.mapping()["bands"]
    names = bands.texts()
    unknown = [name for name in names if name not in BANDS]
    if unknown:
        raise bands.place.error(f"unknown band {unknown[0]!r}; known are {', '.join(BANDS)}")
    return names


def _button(node: Node) -> Button:
    entries = node.mapping()
    if not {"title", "payload"} <= entries.keys():
        raise node.place.error("a button needs a title and a payload")
    payload = entries["payload"]
    try:
        return Button(button_id(payload.text()), entries["title"].text())
    except (ValueError, AttributeError):
        raise payload.place.error(f"{payload.value!r} is no payload") from None

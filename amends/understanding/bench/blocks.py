"""Puts made text between the marks of a page, so that the words around it stay a person's."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

TITLE = "# Understanding: how a message is read"


class NoPlaceForFigures(ValueError):
    """The page lacks the marks between which figures belong."""


def put_into(page: Path, blocks: Mapping[str, str]) -> None:
    """Replace the named blocks of the page; a page that is not there is made. Raises NoPlaceForFigures."""
    text = page.read_text(encoding="utf-8") if page.exists() else _empty(blocks)
    for name, content in blocks.items():
        before, begin, rest = text.partition(_begin(name))
        _, end, after = rest.partition(_end(name))
        if not begin or not end:
            raise NoPlaceForFigures(f"{page} needs the lines {_begin(name)} and {_end(name)}")
        text = f"{before}{begin}\n{content}\n{end}{after}"
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(text, encoding="utf-8")


def _begin(name: str) -> str:
    return f"<!-- amends bench understanding: {name} -->"


def _end(name: str) -> str:
    return f"<!-- end of {name} -->"


def _empty(blocks: Mapping[str, str]) -> str:
    places = "\n".join(f"## {name.capitalize()}\n{_begin(name)}\n{_end(name)}\n" for name in blocks)
    return f"{TITLE}\n\n{places}"

"""YAML values that remember the file and the line they came from."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml


class RulebookError(ValueError):
    """A file of the rulebook is wrong; the message names the file and the line."""


@dataclass(frozen=True)
class Place:
    """Where a value stands; lines count from 1."""

    path: Path
    line: int

    def error(self, problem: str) -> RulebookError:
        """The error to raise for a problem at this place."""
        return RulebookError(f"{self.path}:{self.line}: {problem}")


@dataclass(frozen=True)
class Node:
    """A YAML value at its place."""

    value: Any
    place: Place

    def mapping(self) -> dict[str, Node]:
        """The entries of a mapping; RulebookError when it is none or a key stands twice."""
        if not isinstance(self.value, dict):
            raise self.place.error(f"expected a mapping, found {_kind(self.value)}")
        return dict(self.value)

    def items(self) -> Iterator[Node]:
        """The items of a list; RulebookError when it is none."""
        if not isinstance(self.value, list):
            raise self.place.error(f"expected a list, found {_kind(self.value)}")
        return iter(self.value)

    def text(self) -> str:
        """A text that is not empty."""
        if not isinstance(self.value, str) or not self.value.strip():
            raise self.place.error(f"expected a text, found {_kind(self.value)}")
        return self.value.strip()

    def texts(self) -> tuple[str, ...]:
        """A list of texts."""
        return tuple(item.text() for item in self.items())

    def number(self, lowest: float = 0.0, highest: float = float("inf")) -> float:
        """A number within bounds."""
        if isinstance(self.value, bool) or not isinstance(self.value, (int, float)):
            raise self.place.error(f"expected a number, found {_kind(self.value)}")
        try:
            number = float(self.value)
        except OverflowError:
            raise self.place.error("expected a number, found one that is too large") from None
        if not math.isfinite(number):
            raise self.place.error(f"expected a number, found {self.value}")
        if not lowest <= number <= highest:
            raise self.place.error(f"expected a number from {lowest:g} to {highest:g}, found {self.value}")
        return number

    def whole(self, lowest: int = 0) -> int:
        """A whole number, `lowest` or more."""
        number = self.number(lowest)
        if number != int(number):
            raise self.place.error(f"expected a whole number, found {self.value}")
        return int(number)


def read(path: Path, text: str | None = None) -> Node:
    """Reads a YAML file, or a text in its place; RulebookError when it is missing or no YAML."""
    try:
        text = path.read_text(encoding="utf-8") if text is None else text
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except FileNotFoundError:
        raise RulebookError(f"{path}:1: the file is missing") from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise RulebookError(f"{path}:{line}: this is not YAML: {error.problem}") from None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise RulebookError(f"{path}:{line}: this is no text in UTF-8") from None
    except yaml.reader.ReaderError as error:
        line = str(text).count("\n", 0, error.position) + 1
        raise RulebookError(f"{path}:{line}: this is not YAML: {error.reason}") from None
    except (yaml.YAMLError, RecursionError):
        raise RulebookError(f"{path}:1: this is not YAML") from None
    if root is None:
        raise RulebookError(f"{path}:1: the file is empty")
    return _node(root, path, set())


def _node(node: yaml.Node, path: Path, seen: set[int]) -> Node:
    place = Place(path, node.start_mark.line + 1)
    # A value that is used again by its anchor could be used again without end.
    if id(node) in seen:
        raise place.error("anchors are not understood here; write the value out")
    seen.add(id(node))
    if isinstance(node, yaml.MappingNode):
        entries: dict[str, Node] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise Place(path, key.start_mark.line + 1).error("a key must be a word")
            if key.value in entries:
                raise Place(path, key.start_mark.line + 1).error(f"{key.value!r} stands twice")
            entries[str(key.value)] = _node(value, path, seen)
        return Node(entries, place)
    if isinstance(node, yaml.SequenceNode):
        return Node([_node(item, path, seen) for item in node.value], place)
    loader = yaml.SafeLoader("")
    try:
        return Node(loader.construct_object(node), place)
    # PyYAML lets out whatever a value such as `!!bool x` or `!!int ""` makes its own code stumble over.
    except (yaml.YAMLError, ValueError, LookupError, AttributeError, TypeError):
        raise place.error("this value is not understood") from None
    finally:
        loader.dispose()


def _kind(value: Any) -> str:
    kinds = {dict: "a mapping", list: "a list", str: "a text", bool: "yes or no", type(None): "nothing"}
    return kinds.get(type(value), repr(value))

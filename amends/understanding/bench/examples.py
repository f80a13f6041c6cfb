"""Reads the public evaluation sets, each row as a text that should rank high or low, with its parts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeAlias

Row: TypeAlias = dict[str, Any]
FRUSTRATED = ("anger", "annoyance", "disappointment", "disapproval", "disgust")
_LENGTHS = ((8, "under 8 words"), (20, "8 to 19 words"))


class SetUnreadable(ValueError):
    """A file of public data does not have the form that its description promises."""


@dataclass(frozen=True)
class Example:
    """A text, whether it should rank high, and the parts of its set that it belongs to."""

    text: str
    positive: bool
    parts: tuple[str, ...] = ()


def json_lines(path: Path) -> Iterator[Row]:
    """Yield the objects of a JSON lines file. Raises SetUnreadable with file and line, or OSError."""
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, start=1):
            try:
                row = json.loads(line)
            except ValueError as error:
                raise SetUnreadable(f"{path.name}, line {number}: not valid JSON ({error})") from error
            if not isinstance(row, dict):
                raise SetUnreadable(f"{path.name}, line {number}: not an object")
            yield row


def length_of(text: str) -> str:
    """Name the length of a text in words."""
    words = len(text.split())
    return next((name for limit, name in _LENGTHS if words < limit), "20 words and more")


def negative_turns(path: Path) -> Iterator[Example]:
    """Customers' turns of support conversations: insult, reproach or accusation."""
    for dialogue in json_lines(path):
        for turn in dialogue["turns"]:
            if turn["speaker"] == "customer":
                yield Example(turn["text"], bool(turn["negative"]), (length_of(turn["text"]),))


def negative_tweets(path: Path) -> Iterator[Example]:
    """Tweets to airlines: negative, with the reason, against neutral and positive."""
    for row in json_lines(path):
        negative = row["label"] == "negative"
        yield Example(row["text"], negative, (row["negative_reason"],) if negative else ())


def abuse(path: Path) -> Iterator[Example]:
    """What people said to a chatbot: abusive or not, by bot."""
    return (Example(row["text"], row["label"] != "not_abusive", (row["bot"],)) for row in json_lines(path))


def emotions(path: Path) -> Iterator[Example]:
    """Everyday comments: those that carry an emotion of the frustrated group, by emotion."""
    for row in json_lines(path):
        found = tuple(name for name in FRUSTRATED if name in row["emotions"])
        yield Example(row["text"], bool(found), found)


def person_wanted(path: Path) -> Iterator[Example]:
    """What people said to bots: asking for a person, or routed to one by the bot's owner; by label."""
    for row in json_lines(path):
        if row["label"] in ("human_request", "route_to_agent", "other"):
            wanted = row["label"] != "other"
            yield Example(row["text"], wanted, (row["label"],) if wanted else ())


def out_of_scope(path: Path) -> Iterator[Example]:
    """Questions to other assistants: outside their scope or inside, by data set and kind."""
    for row in json_lines(path):
        yield Example(row["text"], not row["in_scope"], (row["dataset"],))


def after_breakdown(path: Path) -> Iterator[Example]:
    """What people answered a chatbot whose turn had broken the conversation, or had not; by bot."""
    for dialogue in json_lines(path):
        turns = dialogue["turns"]
        for before, turn in pairwise(turns):
            if turn["speaker"] == "customer" and before.get("label") in ("breakdown", "not_breakdown"):
                yield Example(turn["text"], before["label"] == "breakdown", (dialogue["system"],))


def spread(rows: Sequence[Any], limit: int) -> Sequence[Any]:
    """Return about ``limit`` rows, evenly spread; all of them when the limit is 0."""
    return rows[:: max(1, len(rows) // limit)] if limit else rows

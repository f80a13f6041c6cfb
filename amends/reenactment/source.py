"""Reads recorded conversations from JSON lines, and says which line is wrong."""

import json
from dataclasses import dataclass
from pathlib import Path

SPEAKERS = ("customer", "agent")


class BadSource(Exception):
    """A line of the source cannot be used; the text names file and line."""


@dataclass(frozen=True)
class Dialogue:
    """The customer's side of one recorded conversation."""

    dialogue_id: str
    texts: tuple[str, ...]


def read_dialogues(path: Path, limit: int | None = None) -> list[Dialogue]:
    """Read at most `limit` dialogues; the agents' turns are left out. Raises BadSource or OSError."""
    dialogues: list[Dialogue] = []
    seen: dict[str, int] = {}
    for number, line in enumerate(path.read_bytes().splitlines(), start=1):
        if limit is not None and len(dialogues) >= limit:
            break
        if not line.strip():
            continue
        place = f"{path}, line {number}"
        dialogue = _dialogue(line, place)
        if dialogue.dialogue_id in seen:
            first = seen[dialogue.dialogue_id]
            raise BadSource(f"{place}: dialogue_id {dialogue.dialogue_id!r} stands in line {first} already")
        seen[dialogue.dialogue_id] = number
        dialogues.append(dialogue)
    if not dialogues:
        raise BadSource(f"{path}: there is no dialogue in it")
    return dialogues


def _dialogue(line: bytes, place: str) -> Dialogue:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise BadSource(f"{place}: not JSON ({error})") from None
    if not isinstance(row, dict) or not isinstance(row.get("dialogue_id"), str) or not row["dialogue_id"]:
        raise BadSource(f"{place}: an object with a text `dialogue_id` is expected")
    turns = row.get("turns")
    if not isinstance(turns, list) or not turns:
        raise BadSource(f"{place}: `turns` must be a list with at least one turn")
    texts = tuple(text for turn in turns if (text := _customer_text(turn, place)) is not None)
    if not texts:
        raise BadSource(f"{place}: no turn of a customer")
    return Dialogue(row["dialogue_id"], texts)


def _customer_text(turn: object, place: str) -> str | None:
    if not isinstance(turn, dict) or turn.get("speaker") not in SPEAKERS:
        raise BadSource(f"{place}: every turn needs a `speaker` that is customer or agent")
    text = turn.get("text")
    if not isinstance(text, str):
        raise BadSource(f"{place}: every turn needs a `text`")
    if turn["speaker"] == "agent":
        return None
    if not text.strip():
        raise BadSource(f"{place}: a customer's turn is empty")
    return text

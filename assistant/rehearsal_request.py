"""What a rehearsal brings along: a turn played again, of which nothing may be written or sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any

# Names a running rehearsal apart from its conversation, whose own turn may be running at the same time.
MARK = "~"
RULEBOOK_FILES = ("playbook", "remedies", "brand")

_numbers = count(1)


@dataclass(frozen=True)
class RehearsalRequest:
    """How to rehearse a turn.

    `at` is the moment that its actions take for now, and the records are taken as they stood at `as_of`;
    `receipts` are what the actions answered when the turn was real, `earlier` the calls of rehearsed turns
    before, whose effects are on no record; `playbook` holds texts of files of the rulebook that take the
    place of our own.
    """

    at: str | None = None
    as_of: str | None = None
    receipts: tuple[Mapping[str, Any], ...] = ()
    earlier: tuple[Mapping[str, Any], ...] = ()
    playbook: Mapping[str, str] = field(default_factory=dict)
    number: int = field(default_factory=lambda: next(_numbers))

    def for_actions(self) -> dict[str, Any]:
        """What the actions need to know of it."""
        lists = {"receipts": list(self.receipts), "earlier": list(self.earlier)}
        return {"at": self.at, "as_of": self.as_of, **lists}


def parse_rehearsal(fields: Mapping[str, Any]) -> RehearsalRequest | None:
    """Read `rehearsal` and `playbook` of a turn; None for a real turn. Raises ValueError naming the field."""
    how, playbook = fields.get("rehearsal"), _playbook(fields.get("playbook"))
    if how is None or how is False:
        if playbook:
            raise ValueError("playbook is honoured in a rehearsal only")
        return None
    if how is True:
        how = {}
    if not isinstance(how, dict):
        raise ValueError("rehearsal must be true or an object")
    lists = _objects(how, "receipts"), _objects(how, "earlier")
    return RehearsalRequest(_moment(how, "at"), _moment(how, "as_of"), *lists, playbook)


def running_as(conversation_id: str, rehearsal: RehearsalRequest | None) -> str:
    """The name under which a turn runs."""
    return conversation_id if rehearsal is None else f"{conversation_id}{MARK}{rehearsal.number}"


def conversation_of(sender_id: str) -> str:
    """The conversation of a running turn: a rehearsal says the same words as the turn that it plays."""
    return sender_id.partition(MARK)[0]


def _moment(fields: Mapping[str, Any], name: str) -> str | None:
    value = fields.get(name)
    try:
        # With its offset: a moment without one is somebody's wall clock.
        known = value is None or datetime.fromisoformat(value).tzinfo is not None
    except (TypeError, ValueError):
        known = False
    if not known:
        raise ValueError(f"rehearsal.{name} must be a moment such as 2026-11-22T12:00:00+00:00")
    return value


def _objects(fields: Mapping[str, Any], name: str) -> tuple[Mapping[str, Any], ...]:
    value = fields.get(name, [])
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise ValueError(f"rehearsal.{name} must be a list of objects")
    return tuple(value)


def _playbook(value: Any) -> Mapping[str, str]:
    if value is None:
        return {}
    known = isinstance(value, dict) and all(name in RULEBOOK_FILES for name in value)
    if not known or not all(isinstance(text, str) for text in value.values()):
        raise ValueError(f"playbook must map {', '.join(RULEBOOK_FILES)} to the texts of files")
    return dict(value)

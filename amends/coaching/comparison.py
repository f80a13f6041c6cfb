"""Compares two records of one turn: what was read, reckoned, said and done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Record = Mapping[str, Any]

READING, LEDGER, MOVES, REPLIES, HANDOFF = "reading", "ledger", "moves", "replies", "handoff"
# What the customer would notice; a score that moves by a hair is seen by trainers only.
DONE = (MOVES, REPLIES, HANDOFF)


@dataclass(frozen=True)
class Turn:
    """A turn as it was recorded and as it was played again."""

    number: int
    recorded: Record
    played: Record

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts that differ, in the order in which a turn goes."""
        return differing_parts(self.recorded, self.played)

    @property
    def done_otherwise(self) -> bool:
        """Whether the customer would notice."""
        return any(part in DONE for part in self.parts)


def differing_parts(recorded: Record, played: Record) -> tuple[str, ...]:
    """The parts in which two records of a turn are not the same, to the last digit and letter."""
    pairs = (
        (READING, recorded.get("reading"), played.get("reading")),
        (LEDGER, recorded.get("ledger"), played.get("ledger")),
        (MOVES, moves_of(recorded), moves_of(played)),
        (REPLIES, replies_of(recorded), replies_of(played)),
        (HANDOFF, handoff_of(recorded), handoff_of(played)),
    )
    return tuple(part for part, was, now in pairs if was != now)


def replies_of(record: Record) -> list[dict[str, Any]]:
    """What the assistant said in a turn, or would have said had no agent taken over meanwhile."""
    return [dict(reply) for reply in record.get("replies") or record.get("unsaid") or ()]


def moves_of(record: Record) -> list[dict[str, Any]]:
    """The moves of a turn with their reasons."""
    return [dict(move) for move in record.get("moves") or ()]


def names_of(record: Record) -> list[str]:
    """The names of a turn's moves, each once, in order."""
    return list(dict.fromkeys(str(move.get("move")) for move in moves_of(record)))


def handoff_of(record: Record) -> dict[str, Any] | None:
    """The request for a person that a turn made; its number is the desk's and says nothing."""
    handoff = record.get("handoff")
    return {key: handoff.get(key) for key in ("reason", "status")} if isinstance(handoff, Mapping) else None


def intent_of(record: Record) -> str:
    """What the customer was taken to want; empty when nothing was read."""
    reading = record.get("reading") or {}
    return str((reading.get("intent") or {}).get("name") or "")


def band_of(record: Record) -> str:
    """The band after the turn; empty when there was no ledger."""
    return str((record.get("ledger") or {}).get("band") or "")


def score_of(record: Record) -> float | None:
    """The ledger's score after the turn, from 0 to 1."""
    score = (record.get("ledger") or {}).get("score")
    return None if score is None else float(score)


def rule_of(record: Record) -> str:
    """The rule that decided the turn, as its moves tell it; empty when the playbook left it alone."""
    reason = next((str(move.get("reason") or "") for move in moves_of(record)), "")
    rule, colon, _ = reason.partition(": ")
    return rule if colon else ""

"""Counts what stands in the output of a replay: numbers and labels only, never what anybody said."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from typing import Any

Line = Mapping[str, Any]

# Labels of ours look like this; anything else could be somebody's words, and those stay out of every report.
LABEL = re.compile(r"[a-z][a-z_]{0,39}")
NO_LABEL = "(no label)"


class BadReplay(Exception):
    """The file is no output of `amends replay`; the text names file and line."""


@dataclass(frozen=True)
class Times:
    """Milliseconds of turns; 0 where there were none."""

    p50: float
    p95: float

    @classmethod
    def of(cls, milliseconds: Sequence[float]) -> "Times":
        """Median and 95th percentile."""
        if len(milliseconds) < 2:
            only = milliseconds[0] if milliseconds else 0.0
            return cls(only, only)
        return cls(median(milliseconds), quantiles(milliseconds, n=20, method="inclusive")[-1])


@dataclass(frozen=True)
class Replayed:
    """The counts of a whole replay; every key is a label of ours."""

    conversations: int
    turns: int
    errors: int
    cases: int
    categories: Counter[str]
    severities: Counter[str]
    priorities: Counter[str]
    handoffs: Counter[str]
    handoff_turns: Times
    bands: Counter[str]
    peaks: Counter[str]
    intents: Counter[str]
    moves: Counter[str]
    promises: Counter[str]
    inside_ms: Times
    waited_ms: Times

    @property
    def handed_off(self) -> int:
        """Conversations that ended with a request for a person."""
        return self.handoffs.total()


def read_replayed(path: Path) -> list[Line]:
    """The lines of an output file. Raises BadReplay or OSError."""
    lines: list[Line] = []
    for number, text in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not text.strip():
            continue
        try:
            line = json.loads(text)
        except ValueError as error:
            raise BadReplay(f"{path}, line {number}: not JSON ({error})") from None
        if not isinstance(line, dict) or not isinstance(line.get("turns"), list):
            raise BadReplay(f"{path}, line {number}: a line of a replay has `turns`")
        lines.append(line)
    if not lines:
        raise BadReplay(f"{path}: there is no dialogue in it")
    return lines


def count(lines: Sequence[Line]) -> Replayed:
    """Count over all dialogues."""
    turns = [turn for line in lines for turn in line["turns"]]
    cases = [line["case"] for line in lines if line.get("case")]
    handed = [line for line in lines if line.get("handoff")]
    return Replayed(
        conversations=len(lines),
        turns=len(turns),
        errors=sum(bool(line.get("error")) for line in lines),
        cases=len(cases),
        categories=_labels(case.get("category") for case in cases),
        severities=_labels(case.get("severity") for case in cases),
        priorities=_labels(case.get("priority") for case in cases),
        handoffs=_labels(line["handoff"].get("reason") for line in handed),
        handoff_turns=Times.of([at for line in handed if (at := _handoff_turn(line)) is not None]),
        bands=_labels((turn.get("ledger") or {}).get("band") for turn in turns),
        peaks=_labels(_peak(line) for line in lines),
        intents=_labels(((turn.get("reading") or {}).get("intent") or {}).get("name") for turn in turns),
        moves=_labels(move.get("move") for turn in turns for move in turn.get("moves") or ()),
        promises=_labels(one.get("status") for line in lines for one in line.get("promises") or ()),
        inside_ms=Times.of([float(turn.get("elapsed_ms") or 0) for turn in turns]),
        waited_ms=Times.of([float(turn.get("waited_ms") or 0) for turn in turns]),
    )


def _labels(found: Iterable[object]) -> Counter[str]:
    return Counter(
        label if isinstance(label, str) and LABEL.fullmatch(label) else NO_LABEL for label in found
    )


def _handoff_turn(line: Line) -> int | None:
    """The turn (from 1) in which a person was asked for first."""
    return next((number for number, turn in enumerate(line["turns"], 1) if turn.get("handoff")), None)


def _peak(line: Line) -> object:
    """The band of the turn with the highest score."""
    ledgers = [turn["ledger"] for turn in line["turns"] if turn.get("ledger")]
    highest: Line = max(ledgers, key=lambda ledger: float(ledger.get("score") or 0), default={})
    return highest.get("band")

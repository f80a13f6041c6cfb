"""The ledger from turn to turn as the coordinates of a drawing that the server makes.

Across, everything is a percentage, so that the drawing fills its page without a script; down, it is pixels.
Above stands the score before the bands; below, a lane for each kind of move that was made.
"""

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from amends.deescalation.moves import MOVES
from amends.web.plain_words import duration, words

TOP, PLOT, LANE, FOOT = 6, 132, 21, 22
BOTTOM = TOP + PLOT
# A drawing of so many columns needs so much room; wider ones are scrolled.
ROOM = ((9, "few"), (24, "some"), (60, "many"))
_LIMITS = (("hostile", 0.75, 1.0), ("frustrated", 0.5, 0.75), ("irritated", 0.25, 0.5), ("calm", 0.0, 0.25))


@dataclass(frozen=True)
class Column:
    """One turn, or a stretch in which an agent held the conversation; `x` is its middle in percent."""

    at: datetime
    kind: str
    label: str
    x: float = 0.0
    left: float = 0.0
    number: int = 0
    score: float | None = None
    band: str = ""
    y: float = 0.0
    moves: tuple[str, ...] = ()


@dataclass(frozen=True)
class Chart:
    """Everything that the drawing shows; `zones` are (band, top, height), `lanes` (move, middle).

    `asked` says where a handoff was asked for, in what words, and when.
    """

    columns: list[Column]
    width: float
    lines: list[tuple[Column, Column]]
    zones: list[tuple[str, float, float]]
    lanes: list[tuple[str, float]]
    asked: list[tuple[float, str, datetime]]
    height: float
    plot_bottom: float
    room: str

    @property
    def turns(self) -> list[Column]:
        """The columns that are turns."""
        return [column for column in self.columns if column.kind == "turn"]

    def marks(self, column: Column) -> list[tuple[str, float]]:
        """The moves of a column, each at the height of its lane."""
        return [(move, y) for move, y in self.lanes if move in column.moves]


def chart_of(
    turns: Sequence[Any], handoffs: Iterable[Any] = (), names: Mapping[int, str] | None = None
) -> Chart:
    """The drawing of a conversation's turns and handoffs; `names` are those of agents."""
    handoffs = list(handoffs)
    found = [*map(_turn, turns), *(_held(each, names or {}) for each in handoffs if each.accepted_at)]
    found.sort(key=lambda column: column.at)
    columns = [_placed(column, index, len(found)) for index, column in enumerate(found)]
    made = {move for column in columns for move in column.moves}
    known = [move for move in MOVES if move in made]
    lanes = [*known, *sorted(made - set(known))]
    scored = [column for column in columns if column.score is not None]
    return Chart(
        columns=columns,
        width=round(100 / max(len(columns), 1), 3),
        lines=list(itertools.pairwise(scored)),
        zones=[(band, _y(high), round(_y(low) - _y(high), 1)) for band, low, high in _LIMITS],
        lanes=[(move, BOTTOM + FOOT + LANE * (index + 0.5)) for index, move in enumerate(lanes)],
        asked=[_asked(each, columns) for each in handoffs],
        height=BOTTOM + FOOT + LANE * len(lanes) + 4,
        plot_bottom=BOTTOM,
        room=next((name for most, name in ROOM if len(columns) <= most), "most"),
    )


def _turn(turn: Any) -> Column:
    ledger = turn.ledger or {}
    score = ledger.get("score")
    return Column(
        at=turn.at,
        kind="turn",
        label=f"Turn {turn.number}",
        number=turn.number,
        score=None if score is None else float(score),
        band=str(ledger.get("band") or ""),
        y=_y(float(score or 0.0)),
        moves=tuple(dict.fromkeys(str(move.get("move")) for move in turn.moves)),
    )


def _held(handoff: Any, names: Mapping[int, str]) -> Column:
    name = names.get(handoff.agent_id or 0, "An agent")
    if handoff.ended_at is None:
        return Column(handoff.accepted_at, "held", f"{name} has it")
    lasted = duration((handoff.ended_at - handoff.accepted_at).total_seconds())
    return Column(handoff.accepted_at, "held", f"{name}, {lasted}")


def _placed(column: Column, index: int, count: int) -> Column:
    return replace(column, left=round(100 * index / count, 3), x=round(100 * (index + 0.5) / count, 3))


def _asked(handoff: Any, columns: Sequence[Column]) -> tuple[float, str, datetime]:
    """Where a handoff was asked for: at the border after the turn that asked for it."""
    asked = handoff.requested_at
    before = sum(1 for each in columns if each.at < asked or (each.kind == "turn" and each.at == asked))
    x = round(100 * before / max(len(columns), 1), 3)
    # A line on the very edge would be cut in half.
    return min(max(x, 0.2), 99.8), f"Handoff asked for: {words(handoff.reason)}", asked


def _y(score: float) -> float:
    return round(TOP + PLOT * (1 - min(max(score, 0.0), 1.0)), 1)

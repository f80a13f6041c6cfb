"""The ledger's score from turn to turn as the coordinates of a small drawing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 1080, 140, 88, 12, 4, 20


@dataclass(frozen=True)
class Point:
    """One turn on the drawing."""

    x: float
    y: float
    number: int
    score: float
    band: str


@dataclass(frozen=True)
class Chart:
    """Coordinates in a box of `width` by `height`; `zones` are (band, top, height)."""

    points: list[Point]
    line: str
    zones: list[tuple[str, float, float]]
    width: int = WIDTH
    height: int = HEIGHT


def chart_of(turns: Sequence[Any]) -> Chart | None:
    """The drawing of turns that have a ledger, or None when there are fewer than two."""
    scored = [(turn.number, turn.ledger) for turn in turns if turn.ledger]
    if len(scored) < 2:
        return None
    step = (WIDTH - LEFT - RIGHT) / (len(scored) - 1)
    points = [
        Point(
            round(LEFT + index * step, 1), _y(float(ledger["score"])), number, ledger["score"], ledger["band"]
        )
        for index, (number, ledger) in enumerate(scored)
    ]
    limits = (
        ("hostile", 0.75, 1.0),
        ("frustrated", 0.5, 0.75),
        ("irritated", 0.25, 0.5),
        ("calm", 0.0, 0.25),
    )
    zones = [(band, _y(high), round(_y(low) - _y(high), 1)) for band, low, high in limits]
    return Chart(points, " ".join(f"{point.x},{point.y}" for point in points), zones)


def _y(score: float) -> float:
    return round(TOP + (HEIGHT - TOP - BOTTOM) * (1 - score), 1)

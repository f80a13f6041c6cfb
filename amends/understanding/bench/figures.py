"""The figures of all parts in one JSON file, and what became worse since they were recorded."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from amends.understanding.bench.measures import JSON

PARTS = ("model", "public", "own", "intents", "cost")


class FiguresUnreadable(ValueError):
    """The recorded figures cannot be read."""


@dataclass(frozen=True)
class Guarded:
    """A figure that must not become worse: its value, on how many rows, and whether lower is better."""

    name: str
    value: float
    rows: int
    lower_is_better: bool = False

    def worse_by(self, recorded: Guarded) -> float:
        """Return how much worse this is than the recorded figure; negative when better."""
        gap = recorded.value - self.value
        return -gap if self.lower_is_better else gap


def recorded(path: Path) -> JSON:
    """Return the recorded figures, or none where there is no file yet. Raises FiguresUnreadable."""
    if not path.exists():
        return {}
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise FiguresUnreadable(f"{path}: not valid JSON ({error})") from error
    if not isinstance(found, dict):
        raise FiguresUnreadable(f"{path}: not an object")
    return found


def write(path: Path, figures: JSON) -> None:
    """Write the figures, parts in their order."""
    ordered = {part: figures[part] for part in PARTS if part in figures}
    path.write_text(json.dumps(ordered, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def regressions(new: JSON, old: JSON, tolerance: float) -> list[str]:
    """Say which guarded figures are worse than the recorded ones by more than the tolerance.

    A figure of another number of rows is not compared: a sample says nothing about the whole.
    """
    before = {one.name: one for one in guarded(old)}
    said = []
    for one in guarded(new):
        then = before.get(one.name)
        if then is not None and then.rows == one.rows and one.worse_by(then) > tolerance + 1e-9:
            said.append(f"{one.name}: {then.value:.4f} became {one.value:.4f}")
    return said


def guarded(figures: JSON) -> Iterator[Guarded]:
    """Yield the figures that are guarded: whole sets, never slices, and no times."""
    for task in figures.get("public", {}).get("tasks", []):
        for measure in ("auroc", "average_precision"):
            if task[measure] is not None:
                yield Guarded(f"{task['task']}, {measure}", task[measure], task["rows"])
    yield from _own(figures.get("own", {}))
    for name, found in figures.get("intents", {}).items():
        for measure in ("in_scope_accuracy", "oos_auroc"):
            if found[measure] is not None:
                yield Guarded(f"{name}, {measure}", found[measure], found["rows"])


def _own(own: JSON) -> Iterator[Guarded]:
    if not own:
        return
    frustration, intents = own["frustration"], own["intents"]
    rows = frustration["rows"]
    yield Guarded("own text, calibration error", frustration["calibration_error"], rows, True)
    yield Guarded("own text, band accuracy", frustration["band_accuracy"], rows)
    for name, found in own["signals"].items():
        yield Guarded(f"own text, {name}, calibration error", found["calibration_error"], found["rows"], True)
        if found["auroc"] is not None:
            yield Guarded(f"own text, {name}, auroc", found["auroc"], found["rows"])
    for measure in ("top1", "top3"):
        yield Guarded(f"own text, intents, {measure}", intents[measure], intents["rows"])

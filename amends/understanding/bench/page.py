"""Writes what was measured into the model card, its figures file and its picture."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from rich.console import Console

from amends.understanding.bench import blocks, figures, sheets_of_own, sheets_of_public
from amends.understanding.bench.measures import JSON
from amends.understanding.bench.plot import draw_calibration
from amends.understanding.bench.sheet import Sheet


def figures_path(page: Path) -> Path:
    """The file of figures that belongs to a page."""
    return page.with_suffix(".json")


def write(page: Path, found: JSON) -> None:
    """Write the figures file, the picture and the page's blocks. Raises NoPlaceForFigures or OSError."""
    blocks.put_into(page, written(found))
    figures.write(figures_path(page), found)
    if "own" in found:
        draw_calibration(found["own"], page.parent / "images" / "calibration.svg")


def sheets(found: JSON) -> dict[str, Sheet]:
    """Return the tables of the parts that were measured, each under the name of its block."""
    made: dict[str, Sheet] = {}
    if public := found.get("public"):
        made["public sets"] = sheets_of_public.tasks(public)
        made["public slices"] = sheets_of_public.slices(public)
        made["further measures"] = sheets_of_public.further(public)
    if own := found.get("own"):
        made["frustration"] = sheets_of_own.frustration(own)
        made["signals"] = sheets_of_own.signals(own)
        made["cues"] = sheets_of_own.cues(own)
        made["own intents"] = sheets_of_own.intents(own)
    if intents := found.get("intents"):
        made["intent sets"] = sheets_of_public.intent_sets(intents)
    if cost := found.get("cost"):
        made["cost"] = sheets_of_own.cost(cost)
    return made


def written(found: JSON) -> Mapping[str, str]:
    """Return the text of every block."""
    made = {name: sheet.as_markdown() for name, sheet in sheets(found).items()}
    if own := found.get("own"):
        made["own intents"] = f"{sheets_of_own.intents_line(own)}\n\n{made['own intents']}"
        made["calibration"] = "![Judged against predicted frustration](images/calibration.svg)"
    if model := found.get("model"):
        files = "\n".join(f"{name:<18} {digest}" for name, digest in model.items())
        made["files"] = f"```\n{files}\n```"
    return made


def show(found: JSON, console: Console) -> None:
    """Print the tables, without the long ones by slice."""
    for name, sheet in sheets(found).items():
        if name != "public slices":
            console.print(sheet.as_table())
            console.print()

"""A table of figures that can be shown in a terminal and written into a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rich.table import Table


@dataclass(frozen=True)
class Sheet:
    """A title, the names of the columns, and rows of ready cells; the first column is text."""

    title: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]

    def as_table(self) -> Table:
        """Return the sheet for a terminal."""
        table = Table(*self.columns, title=self.title, title_justify="left", box=None, pad_edge=False)
        for column in table.columns[1:]:
            column.justify = "right"
        for row in self.rows:
            table.add_row(*(cell.replace("**", "") for cell in row))
        return table

    def as_markdown(self) -> str:
        """Return the sheet for a page, without its title."""
        lines = [_line(self.columns), _line(["---", *["---:"] * (len(self.columns) - 1)])]
        return "\n".join([*lines, *(_line(row) for row in self.rows)])


def figure(value: Any, places: int = 3) -> str:
    """Write a share without its leading zero (.927), and a dash for what was not measured."""
    if value is None:
        return "–"
    text = f"{value:.{places}f}"
    return text.replace("0.", ".", 1) if text.lstrip("-").startswith("0.") else text


def pair(found: Any) -> str:
    """Write AUROC and average precision of a ranking, or a dash."""
    return f"{figure(found['auroc'])} / {figure(found['average_precision'])}" if found else "–"


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"

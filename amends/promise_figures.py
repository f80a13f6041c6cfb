"""`amends bench promises`: how well promises are found in labelled sentences, and what was missed."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

from rich.console import Console

from amends.casework.promise_bench import LabelledText, Miss, Score, score
from amends.public_holidays import holidays_of
from amends.rulebook.clocks_file import load_clocks
from amends.rulebook.promises_file import load_promises

CLOCKS, SENTENCES = Path("data/clocks.yml"), Path("data/promises/labelled.jsonl")
# The sentences are said in these years; their holidays must not depend on when somebody measures.
YEAR = 2027
MIN_PRECISION, MIN_RECALL = 0.85, 0.75


def bench_promises(root: Path, as_json: bool, show_held_out: bool, console: Console) -> int:
    """Print the figures of both halves; 1 when the held-out half falls below what was asked for.

    The misses of the held-out half are listed only with `show_held_out`: who reads them tunes on them.
    Raises RulebookError for a wrong file.
    """
    clocks = load_clocks(root / CLOCKS, partial(holidays_of, year=YEAR))
    rows = load_promises(root / SENTENCES, clocks.calendars)
    halves = {name: score(_half(rows, held)) for name, held in (("built on", False), ("held out", True))}
    held = halves["held out"]
    if as_json:
        found = {name: _as_json(half, name == "built on" or show_held_out) for name, half in halves.items()}
        console.print_json(json.dumps(found, ensure_ascii=False))
    else:
        for name, half in halves.items():
            _show(name, half, name == "built on" or show_held_out, console)
    return 0 if held.precision >= MIN_PRECISION and held.recall >= MIN_RECALL else 1


def _half(rows: Sequence[LabelledText], held_out: bool) -> list[LabelledText]:
    return [row for row in rows if row.held_out == held_out]


def _show(name: str, half: Score, listed: bool, console: Console) -> None:
    console.print(
        f"{name}: {half.texts} sentences, {half.labelled} promises, {half.found} found, {half.hits} right; "
        f"precision {half.precision:.3f}, recall {half.recall:.3f}, who right in {half.same_who}",
        markup=False,
        soft_wrap=True,
    )
    for miss in half.misses if listed else ():
        console.print(f"  {miss.text}", markup=False, soft_wrap=True)
        console.print(f"    labelled {_label(miss)}, found {_found(miss)}", markup=False, soft_wrap=True)


def _as_json(half: Score, listed: bool) -> dict[str, Any]:
    figures = {name: getattr(half, name) for name in ("texts", "labelled", "found", "hits", "same_who")}
    figures |= {"precision": round(half.precision, 4), "recall": round(half.recall, 4)}
    if listed:
        figures["errors"] = [
            {"text": one.text, "labelled": _label(one), "found": _found(one)} for one in half.misses
        ]
    return figures


def _label(miss: Miss) -> str | None:
    return f"{miss.expected.what!r} due {_said(miss.expected.due)}" if miss.expected else None


def _found(miss: Miss) -> str | None:
    due = miss.found.due.latest if miss.found and miss.found.due else None
    return f"{miss.found.what!r} due {_said(due)}" if miss.found else None


def _said(due: datetime | date | None) -> str:
    return due.isoformat() if due else "at no time said"

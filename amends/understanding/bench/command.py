"""`amends bench understanding`: measures the parts that are asked for, guards and writes their figures."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from amends.understanding.bench import figures, page, parts
from amends.understanding.bench.measures import JSON
from amends.understanding.bench.watching import progress_bar

SHARED = Path("../shared/benchmarks")
PAGE = Path("docs/understanding.md")


class NoData(ValueError):
    """The folder of public sets, or the stock bot's, is not there."""


@dataclass(frozen=True)
class Request:
    """What is measured, on how many rows, and where the figures go (to no page when that is None)."""

    parts: tuple[str, ...] = ("public", "own", "intents")
    data: Path = SHARED
    model: Path | None = None
    page: Path | None = None
    as_json: bool = False
    limit: int = 0
    tolerance: float = 0.01
    stock: Path | None = None


def bench_understanding(request: Request, measure: Callable[[Request], JSON] | None = None) -> int:
    """Run the whole measure; 1 when a figure became worse, and then nothing is written.

    Raises NoData, and what is raised for unreadable models, rows, sets, figures and pages.
    """
    if not request.data.is_dir():
        raise NoData(
            f"{request.data} is not there: the public evaluation sets are not part of this repository; "
            "name their folder with --data"
        )
    against = page.figures_path(request.page or PAGE)
    before = figures.recorded(against)
    found = (measure or _measured)(request)
    if request.as_json:
        print(json.dumps(found, ensure_ascii=False))
    else:
        page.show(found, Console(highlight=False))
    return _concluded(request, found, before, against)


def _concluded(request: Request, found: JSON, before: JSON, against: Path) -> int:
    worse = figures.regressions(found, before, request.tolerance)
    for one in worse:
        print(f"amends bench understanding: worse than in {against}: {one}", file=sys.stderr)
    if worse:
        print("Nothing was written. To accept these figures, give a larger --tolerance.", file=sys.stderr)
        return 1
    if request.page is not None:
        page.write(request.page, {**before, **found})
        print(f"written: {request.page} and {against}", file=sys.stderr)
    return 0


def _measured(request: Request) -> JSON:
    found: JSON = {}
    with tempfile.TemporaryDirectory() as scratch, progress_bar() as watch:
        folder = parts.unpacked(request.model, Path(scratch))
        found["model"] = parts.checksums(folder)
        if "public" in request.parts:
            found["public"] = parts.public(folder, request.data, request.limit, watch)
        if "own" in request.parts:
            found["own"] = parts.own(request.limit, watch)
        if "intents" in request.parts:
            found["intents"] = parts.intents(request.data, request.limit, watch)
        if "cost" in request.parts:
            if request.stock is None:
                raise NoData("the costs are measured beside a stock bot; name its folder with --stock")
            found["cost"] = parts.cost(folder, request.data, request.stock, request.limit, watch)
    return found

"""`amends bench intents`: trains this pipeline on anybody's rows and prints its figures."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from amends.understanding.bench.intent_sets import IntentSet, read_set
from amends.understanding.bench.intents import bench_intents
from amends.understanding.bench.labelled import BadRows, check_training, read_labelled
from amends.understanding.bench.sheet import Sheet, figure
from amends.understanding.bench.watching import progress_bar
from amends.understanding.encoder import Encoder


@dataclass(frozen=True)
class IntentsRequest:
    """Either two files or a public set by name, and the label that means out of scope."""

    train: Path | None = None
    test: Path | None = None
    set_name: str | None = None
    data: Path | None = None
    oos_label: str | None = None
    as_json: bool = False


def bench_intents_command(request: IntentsRequest) -> int:
    """Measure and print. Raises BadRows, SetUnreadable, OSError and what Encoder.load raises."""
    rows = _rows(request)
    known = [row for row in rows.train if row.label != rows.oos_label]
    check_training(known, str(request.train or request.set_name))
    with progress_bar() as watch:
        found = bench_intents(Encoder.load(), rows.train, rows.test, rows.oos_label, watch)
    if request.as_json:
        print(json.dumps(found))
    else:
        cells = [(name, figure(value)) for name, value in found.items()]
        Console(highlight=False).print(Sheet("Intents", ("measure", "found"), cells).as_table())
    return 0


def _rows(request: IntentsRequest) -> IntentSet:
    if request.set_name is not None:
        if request.train or request.test or request.data is None:
            raise BadRows("give either --set, or --train and --test")
        rows = read_set(request.set_name, request.data)
        return IntentSet(rows.train, rows.test, request.oos_label or rows.oos_label)
    if request.train is None or request.test is None:
        raise BadRows("give --train and --test, or --set")
    train, test = read_labelled(request.train), read_labelled(request.test)
    return IntentSet(tuple(train), tuple(test), request.oos_label)

"""Scores a reader on the public sets, beside a lexicon, a list of words and one who labelled the source."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeAlias

from amends.understanding.bench import measures, yardsticks
from amends.understanding.bench.acts import acts_in_order
from amends.understanding.bench.examples import Example, spread
from amends.understanding.bench.measures import JSON
from amends.understanding.bench.tasks import FURTHER, TASKS, Task
from amends.understanding.bench.watching import Watch, silent
from amends.understanding.reading import Reading

ReadOne: TypeAlias = Callable[[str], Reading]


def measure(read: ReadOne, folder: Path, limit: int = 0, watch: Watch = silent) -> JSON:
    """Return the figures of every set that is in the folder; a set that is not is named under missing."""
    lexicon = yardsticks.lexicon()
    found: JSON = {"tasks": [], "further": [], "missing": []}
    for kind, tasks in (("tasks", TASKS), ("further", FURTHER)):
        for task in tasks:
            if (folder / task.file).is_file():
                rows = spread(list(task.rows(folder / task.file)), limit)
                found[kind].append(score(read, task, rows, lexicon, watch))
            else:
                found["missing"].append(task.file)
    found["acts"] = acts_in_order(read, folder, limit, watch)
    return found


def score(
    read: ReadOne,
    task: Task,
    rows: Sequence[Example],
    lexicon: Callable[[str], float],
    watch: Watch = silent,
) -> JSON:
    """Return AUROC and average precision of ours and the two yardsticks, and AUROC by part."""
    truth = [row.positive for row in rows]
    ours = [task.score(read(row.text)) for row in watch(rows, task.name)]
    words = yardsticks.keywords(task.keywords)
    return {
        "task": task.name,
        "rows": len(rows),
        "positives": sum(truth),
        **measures.ranking(truth, ours),
        "vader": measures.ranking(truth, [lexicon(row.text) for row in rows]),
        "keywords": measures.ranking(truth, [words(row.text) for row in rows]),
        "in_domain": task.in_domain and {"auroc": task.in_domain[0], "average_precision": task.in_domain[1]},
        "floor": task.floor,
        "aim": task.aim,
        "slices": slices(rows, ours),
    }


def slices(rows: Sequence[Example], scores: Sequence[float]) -> list[JSON]:
    """Return the figures of every part; where a part holds positives only, all negatives stand against it."""
    parts = sorted({part for row in rows for part in row.parts})
    found = []
    for part in parts:
        inside = [part in row.parts for row in rows]
        own_negatives = any(here and not row.positive for here, row in zip(inside, rows, strict=True))
        kept = [
            at
            for at, (here, row) in enumerate(zip(inside, rows, strict=True))
            if here or not (row.positive or own_negatives)
        ]
        truth = [rows[at].positive for at in kept]
        found.append(
            {
                "slice": part,
                "rows": len(kept),
                "positives": sum(truth),
                **measures.ranking(truth, [scores[at] for at in kept]),
            }
        )
    return found

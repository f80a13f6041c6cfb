"""Scores a trained reader on public data that it has never seen; it only measures and learns nothing."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from amends.understanding.reading import Reading

Row: TypeAlias = dict[str, Any]
_FRUSTRATED = frozenset({"anger", "annoyance", "disappointment", "disapproval", "disgust"})


@dataclass(frozen=True)
class Task:
    """One measure: its rows as (text, is positive) and the number of the reading that ranks them."""

    name: str
    file: str
    rows: Callable[[Path], Iterator[tuple[str, bool]]]
    score: Callable[[Reading], float]


def _json_lines(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def _negative_turns(path: Path) -> Iterator[tuple[str, bool]]:
    for dialogue in _json_lines(path):
        for turn in dialogue["turns"]:
            if turn["speaker"] == "customer":
                yield turn["text"], bool(turn["negative"])


def _negative_tweets(path: Path) -> Iterator[tuple[str, bool]]:
    return ((row["text"], row["label"] == "negative") for row in _json_lines(path))


def _abusive(path: Path) -> Iterator[tuple[str, bool]]:
    return ((row["text"], row["label"] != "not_abusive") for row in _json_lines(path))


def _frustrated(path: Path) -> Iterator[tuple[str, bool]]:
    return ((row["text"], bool(_FRUSTRATED & set(row["emotions"]))) for row in _json_lines(path))


def _wants_human(path: Path) -> Iterator[tuple[str, bool]]:
    for row in _json_lines(path):
        if row["label"] in ("human_request", "route_to_agent", "other"):
            yield row["text"], row["label"] != "other"


def _frustration(reading: Reading) -> float:
    return reading.frustration.score


TASKS = (
    Task("TweetSumm customer turn negative", "tweetsumm_negativity.jsonl", _negative_turns, _frustration),
    Task("airline tweet negative", "airline_tweets_sentiment.jsonl", _negative_tweets, _frustration),
    Task(
        "abuse towards a bot",
        "convabuse_abuse_towards_bots.jsonl",
        _abusive,
        lambda one: one.signals["abuse"],
    ),
    Task("GoEmotions frustrated group", "goemotions_test.jsonl", _frustrated, _frustration),
    Task("wants a human", "human_agent_requests.jsonl", _wants_human, lambda one: one.signals["wants_human"]),
)


def measure(
    read: Callable[[Sequence[str]], list[Reading]], task: Task, folder: Path, limit: int
) -> Row | None:
    """Return AUROC, average precision and speed of one task, or None when its file is not there."""
    from sklearn.metrics import average_precision_score, roc_auc_score

    path = folder / task.file
    if not path.is_file():
        return None
    rows = list(task.rows(path))
    rows = rows[:: max(1, len(rows) // limit)] if limit else rows
    start = time.perf_counter()
    scores = [task.score(one) for one in read([text for text, _ in rows])]
    truth = [positive for _, positive in rows]
    return {
        "task": task.name,
        "rows": len(rows),
        "auroc": round(float(roc_auc_score(truth, scores)), 3),
        "average_precision": round(float(average_precision_score(truth, scores)), 3),
        "ms_per_message": round(1000 * (time.perf_counter() - start) / len(rows), 1),
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Print one line for each task; 0 also when a file is missing, which is said."""
    parser = argparse.ArgumentParser(prog="python -m amends.understanding.bench", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the public evaluation sets")
    parser.add_argument(
        "--model", type=Path, help="model archive or unpacked reader (default: newest in models/)"
    )
    parser.add_argument(
        "--limit", type=int, default=0, help="about this many rows of each set, evenly spread"
    )
    parser.add_argument("--json", action="store_true", help="print JSON lines")
    chosen = parser.parse_args(arguments)
    sys.modules.setdefault("tensorflow", None)  # type: ignore[arg-type]
    from amends.understanding import archive
    from amends.understanding.reader import Reader

    with tempfile.TemporaryDirectory() as scratch:
        path = chosen.model or archive.newest(Path("models"))
        reader = Reader.load(path if path.is_dir() else archive.unpack(path, Path(scratch)))
    for task in TASKS:
        found = measure(reader.read, task, chosen.data, chosen.limit)
        if found is None:
            print(f"skipped: {task.name}: {chosen.data / task.file} is not there", file=sys.stderr)
        elif chosen.json:
            print(json.dumps(found))
        else:
            print(
                "{task}: AUROC {auroc}, AP {average_precision} ({rows} rows, {ms_per_message} ms "
                "each)".format(**found)
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Measures whether customers' short answers (hello, yes, no, thanks) are told apart, on MultiDoGO."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from amends.understanding.bench import measures
from amends.understanding.bench.examples import json_lines, spread
from amends.understanding.bench.measures import JSON
from amends.understanding.bench.watching import Watch, silent
from amends.understanding.reading import Reading

FILE = "multidogo_dialogues_intents.jsonl"
# Their name for an act, and ours. Their other labels are errands of other businesses.
OURS = {
    "openinggreeting": "greet",
    "confirmation": "affirm",
    "rejection": "deny",
    "thankyou": "thank",
    "closinggreeting": "goodbye",
    "contentonly": "give_details",
}


def labelled_turns(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the customers' turns that carry exactly one act that we have a name for."""
    for dialogue in json_lines(path):
        for turn in dialogue["turns"]:
            labels = turn.get("label") or []
            if turn["speaker"] == "customer" and len(labels) == 1 and labels[0] in OURS:
                yield turn["text"], OURS[labels[0]]


def acts_in_order(
    read: Callable[[str], Reading], folder: Path, limit: int = 0, watch: Watch = silent
) -> JSON | None:
    """Return how often the act is named, among the six acts alone; None where the set is missing.

    The best of the six names in the ranking counts, because their other turns are not compared.
    """
    path = folder / FILE
    if not path.is_file():
        return None
    rows = spread(list(labelled_turns(path)), limit)
    named = []
    for text, _ in watch(rows, "MultiDoGO acts"):
        order = [name for name, _ in read(text).ranking if name in OURS.values()]
        named.append(order[0] if order else "")
    truth = [label for _, label in rows]
    return {
        "rows": len(rows),
        "accuracy": round(measures.mean(a == b for a, b in zip(truth, named, strict=True)), 4),
        "macro_f1": round(measures.macro_f1(truth, named), 4),
        "labels": measures.label_scores(truth, named),
    }

"""The public sets with labelled intents: which rows train and test, and what is wanted of them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from amends.understanding.bench.examples import json_lines
from amends.understanding.bench.labelled import BadRows, Labelled


@dataclass(frozen=True)
class IntentSet:
    """A set's rows; floors and aims are of in-scope accuracy, and of AUROC out of scope.

    ``published`` is what others reach in scope; with the evaluation sets came the figures of Rasa's default
    pipeline and of the same encoder with plain logistic regression.
    """

    train: tuple[Labelled, ...]
    test: tuple[Labelled, ...]
    oos_label: str | None = None


@dataclass(frozen=True)
class Wanted:
    """What a set must reach and should reach, and what others do."""

    floor: float
    aim: float
    rasa: str
    plain: str
    oos_floor: float | None = None
    oos_aim: float | None = None


SETS = {
    "banking77_ten_shot": Wanted(0.870, 0.898, ".622", ".862"),
    "banking77": Wanted(0.935, 0.9435, "not finished", ".930"),
    "clinc150": Wanted(0.962, 0.975, ".915", ".953", 0.962, 0.973),
    "powerplay11": Wanted(0.685, 0.75, ".491", ".673"),
    "sofmattress": Wanted(0.82, 0.85, ".693", ".779"),
}


def read_set(name: str, folder: Path) -> IntentSet:
    """Return a set's rows from the folder of public data. Raises BadRows, SetUnreadable or OSError."""
    if name == "banking77":
        path = folder / "banking77.jsonl"
        return IntentSet(_rows(path, split="train"), _rows(path, split="test"))
    if name == "banking77_ten_shot":
        drawn = json.loads((folder / "banking77_ten_shot.json").read_text(encoding="utf-8"))
        train = tuple(Labelled(text, label) for label, texts in drawn.items() for text in texts)
        return IntentSet(train, _rows(folder / "banking77.jsonl", split="test"))
    if name == "clinc150":
        train = _rows(folder / "clinc150_train.jsonl", split="train")
        return IntentSet(train, _rows(folder / "clinc150_test_val.jsonl", split="test"), "oos")
    if name in SETS:
        path = folder / "hint3_real_chatbot_intents.jsonl"
        train, test = (_rows(path, bot=name, split=split) for split in ("train", "test"))
        return IntentSet(train, test, "NO_NODES_DETECTED")
    raise BadRows(f"{name!r} is no set; there are {', '.join(SETS)}")


def _rows(path: Path, **wanted: str) -> tuple[Labelled, ...]:
    rows = tuple(
        Labelled(row["text"], row["label"])
        for row in json_lines(path)
        if all(row.get(key) == value for key, value in wanted.items())
    )
    if not rows:
        raise BadRows(f"{path}: holds no row with {wanted}")
    return rows

import json
from pathlib import Path

import pytest

from amends.understanding.rows import Row
from amends.understanding.storage import SETTINGS_NAME, TENSORS_NAME
from amends.understanding.training import TooFewRows, train

ROWS = [
    Row("where is my parcel", intent="ask_order_status"),
    Row("when does it arrive", intent="ask_order_status"),
    Row("I want a human", intent="request_agent"),
    Row("let me talk to somebody", intent="request_agent"),
    Row("thank you", score=0.05, signals={"abuse": 0.0}),
    Row("you useless liars", score=0.9, signals={"abuse": 1.0}),
]


def test_a_model_is_numbers_and_names_and_nothing_that_runs(tmp_path: Path) -> None:
    train(ROWS, tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {SETTINGS_NAME, TENSORS_NAME}
    header = (tmp_path / TENSORS_NAME).read_bytes()
    length = int.from_bytes(header[:8], "little")
    assert "intent.dense" in json.loads(header[8 : 8 + length])
    assert json.loads((tmp_path / SETTINGS_NAME).read_text())["intent"]["names"] == [
        "ask_order_status",
        "request_agent",
    ]


def test_the_same_rows_give_the_same_model(tmp_path: Path) -> None:
    for name in ("one", "two"):
        train(ROWS, tmp_path / name)
    for name in (SETTINGS_NAME, TENSORS_NAME):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_progress_counts_every_row(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    train(ROWS, tmp_path, lambda done, total: seen.append((done, total)))
    assert seen == [(i, len(ROWS)) for i in range(1, len(ROWS) + 1)]


@pytest.mark.parametrize("rows", [[], ROWS[:4], ROWS[4:], [Row("   ", intent="greet")]])
def test_too_few_rows_are_refused(tmp_path: Path, rows: list[Row]) -> None:
    with pytest.raises(TooFewRows):
        train(rows, tmp_path)

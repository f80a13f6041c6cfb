import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from amends.understanding.bench import costs
from amends.understanding.bench.costs import StockSilent, side_by_side

ANSWERS = "import sys\nfor line in sys.stdin: print('a log line'); print('{\"ms\": 7.5}', flush=True)"


def child(program: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0
    )


def test_both_read_every_message_and_medians_are_compared() -> None:
    heard: list[str] = []

    def ours(text: str) -> float:
        heard.append(text)
        return 10.0

    found = side_by_side(ours, lambda text: 8.0, [f"message {number}" for number in range(30)])
    assert (found["median_ms"], found["stock_median_ms"], found["ratio"]) == (10.0, 8.0, 1.25)
    assert found["messages"] == 30 and len(set(heard)) == 30 and len(heard) > 30, "the first warm up"


def test_only_customers_are_heard(tmp_path: Path) -> None:
    turns = [{"speaker": "customer", "text": "a"}, {"speaker": "agent", "text": "b"}]
    (tmp_path / costs.FILE).write_text(json.dumps({"turns": turns}), encoding="utf-8")
    assert costs.customer_turns(tmp_path) == ["a"]


def test_one_core_is_one_core_and_afterwards_all() -> None:
    before = os.sched_getaffinity(0)
    with costs.one_core():
        assert len(os.sched_getaffinity(0)) == 1
    assert os.sched_getaffinity(0) == before


def test_what_rasa_logs_is_no_answer() -> None:
    with child(ANSWERS) as running:
        ask = costs.asking(running)
        assert [ask("hello"), ask("you")] == [7.5, 7.5]
        running.kill()


def test_a_pipeline_that_ends_is_noticed() -> None:
    with child("pass") as running:
        running.wait()
        with pytest.raises(StockSilent):
            costs.asking(running)("hello")


def test_memory_is_measured() -> None:
    assert costs.memory_mb() > 1
    assert costs.timed(lambda text: None)("hello") >= 0.0

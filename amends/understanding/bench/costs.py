"""Measures on one core what reading a message costs, beside the stock Rasa pipeline, in one run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from statistics import median, quantiles
from typing import TypeAlias

from amends.understanding.bench.examples import json_lines
from amends.understanding.bench.measures import JSON
from amends.understanding.bench.watching import Watch, silent

Timed: TypeAlias = Callable[[str], float]
FILE = "replay_angry_customers.jsonl"
_WARM_UPS = 20


class StockSilent(RuntimeError):
    """The stock pipeline did not answer; the text holds the end of what it said."""


def customer_turns(folder: Path) -> list[str]:
    """Return what the customers said in the replay file."""
    return [
        turn["text"]
        for dialogue in json_lines(folder / FILE)
        for turn in dialogue["turns"]
        if turn["speaker"] == "customer"
    ]


def side_by_side(ours: Timed, stock: Timed, texts: Sequence[str], watch: Watch = silent) -> JSON:
    """Read every text with both, now one first, now the other; return milliseconds and their ratio."""
    for text in texts[:_WARM_UPS]:
        ours(text), stock(text)
    times: tuple[list[float], list[float]] = ([], [])
    for at, text in enumerate(watch(texts, "one core, ours and the stock pipeline")):
        for which in (0, 1) if at % 2 else (1, 0):
            times[which].append((ours, stock)[which](text))
    mine, theirs = median(times[0]), median(times[1])
    return {
        "messages": len(texts),
        "median_ms": round(mine, 2),
        "p95_ms": round(_p95(times[0]), 2),
        "stock_median_ms": round(theirs, 2),
        "stock_p95_ms": round(_p95(times[1]), 2),
        "ratio": round(mine / theirs, 3),
    }


def timed(read: Callable[[str], object]) -> Timed:
    """Return a function that reads a text and returns how many milliseconds that took."""

    def once(text: str) -> float:
        start = time.perf_counter()
        read(text)
        return 1000 * (time.perf_counter() - start)

    return once


@contextmanager
def one_core() -> Iterator[None]:
    """Keep this process, and what it starts meanwhile, on one core."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(before)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


@contextmanager
def stock_pipeline(bot: Path) -> Iterator[Timed]:
    """Run the stock bot's pipeline in a process of its own. Raises StockSilent."""
    command = [sys.executable, "-m", "assistant.stock_pipeline", str(bot.absolute())]
    # Without a buffer nothing is left to be written when the process is gone.
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0
    ) as running:
        try:
            yield asking(running)
        finally:
            running.kill()


def asking(running: subprocess.Popen[bytes]) -> Timed:
    """Return a function that hands a text to the child and returns the milliseconds it tells."""
    assert running.stdin is not None and running.stdout is not None
    to, answers = running.stdin, running.stdout

    def ask(text: str) -> float:
        with suppress(BrokenPipeError):
            to.write(json.dumps(text).encode() + b"\n")
        for line in answers:
            # Whatever else Rasa prints is no answer.
            if line.startswith(b'{"ms":'):
                return float(json.loads(line)["ms"])
        raise StockSilent("the stock pipeline ended before it answered")

    return ask


def memory_mb() -> float:
    """Return the resident memory of this process in megabytes; 0 where the system does not tell."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    line = next(one for one in status.read_text().splitlines() if one.startswith("VmRSS:"))
    return round(int(line.split()[1]) / 1024, 1)


def _p95(times: Sequence[float]) -> float:
    return quantiles(times, n=20, method="inclusive")[-1] if len(times) > 1 else times[0]

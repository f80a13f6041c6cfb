"""Reads many messages with several processes, in order and with little in memory at a time."""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import suppress
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from amends.understanding.reader import Reader

Found: TypeAlias = list[dict[str, Any]]
# How many batches wait for each process, so that none is idle while the oldest is written.
_AHEAD = 3
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
_reader: Reader | None = None


def cores() -> int:
    """Return how many cores this process may use."""
    with suppress(AttributeError):  # Only Linux tells which cores are ours.
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def read_batches(batches: Iterable[Sequence[str]], model: Path, workers: int) -> Iterator[Found]:
    """Yield each batch's readings in order; ``model`` is an unpacked reader.

    A message reads the same whichever process reads it. Batches are taken as they are needed.
    Raises what Reader.load raises, and BrokenProcessPool when a process was ended from outside.
    """
    if workers < 2:
        _open(model)
        yield from map(_read, batches)
        return
    # Each process computes on one core; more threads would only stand in each other's way.
    os.environ.update(dict.fromkeys(_THREADS, "1"))
    waiting: deque[Future[Found]] = deque()
    pool = ProcessPoolExecutor(workers, get_context("spawn"), _open, (model,))
    try:
        for batch in batches:
            waiting.append(pool.submit(_read, batch))
            if len(waiting) >= workers * _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


def _open(model: Path) -> None:
    # This process never needs TensorFlow, which spaCy's array library would import and wait seconds for.
    sys.modules.setdefault("tensorflow", None)  # type: ignore[arg-type]
    from amends.understanding.reader import Reader

    global _reader
    _reader = Reader.load(model)


def _read(texts: Sequence[str]) -> Found:
    assert _reader is not None, "_open comes first"
    return [one.to_dict() for one in _reader.read(texts)]

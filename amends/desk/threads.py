"""A bounded pool of threads for everything that blocks, so that the event loop never waits for the disk."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from typing import Any, Concatenate

from amends.records.database import Database


class Threads:
    """Runs work on the records in a few threads, each piece of work in one transaction."""

    def __init__(self, database: Database, count: int, desk_id: str | None = None) -> None:
        """Use at most `count` threads each for reading and for writing; further work waits its turn.

        `desk_id` goes with what is announced to other desks, so that this one does not hear itself.
        """
        self._database = database
        self._desk_id = desk_id
        # SQLite has one writer at a time, and those who find it taken sleep and try again; in one thread they
        # queue up instead, which is both quicker and fair.
        writers = 1 if database.engine.dialect.name == "sqlite" else count
        self._writers = ThreadPoolExecutor(writers, thread_name_prefix="desk-writer")
        self._readers = ThreadPoolExecutor(count, thread_name_prefix="desk-reader")

    async def write[**P, T](
        self, work: Callable[Concatenate[Any, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run `work(session, …)` in a transaction that is committed before this returns."""
        return await _run(
            self._writers,
            lambda: self._database.session(self._desk_id),
            lambda session: work(session, *args, **kwargs),
        )

    async def write_lightly[**P, T](
        self, work: Callable[Concatenate[Any, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """As `write`, without waiting for the disk: a power cut, and nothing else, may undo it."""
        return await _run(
            self._writers,
            lambda: self._database.session(self._desk_id, durable=False),
            lambda session: work(session, *args, **kwargs),
        )

    async def read[**P, T](
        self, work: Callable[Concatenate[Any, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run `work(session, …)` without writing, so that it never waits for a writer."""
        return await _run(
            self._readers, self._database.reading, lambda session: work(session, *args, **kwargs)
        )

    def close(self) -> None:
        """Let work that has begun end, and take no more."""
        self._writers.shutdown(wait=True, cancel_futures=True)
        self._readers.shutdown(wait=True, cancel_futures=True)


async def _run[T](
    pool: ThreadPoolExecutor, opened: Callable[[], AbstractContextManager[Any]], work: Callable[[Any], T]
) -> T:
    def run() -> T:
        with opened() as session:
            return work(session)

    return await asyncio.get_running_loop().run_in_executor(pool, run)

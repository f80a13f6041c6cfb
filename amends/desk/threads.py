"""A bounded pool of threads for everything that blocks, so that the event loop never waits for the disk."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from typing import Any, Concatenate

from amends.records.database import Database


class Threads:
    """Runs work on the records in a few threads, each piece of work in one transaction."""

    def __init__(self, database: Database, count: int) -> None:
        """Use at most `count` threads; further work waits its turn."""
        self._database = database
        self._pool = ThreadPoolExecutor(count, thread_name_prefix="desk-records")

    async def write[**P, T](
        self, work: Callable[Concatenate[Any, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run `work(session, …)` in a transaction that is committed before this returns."""
        return await self._run(self._database.session, lambda session: work(session, *args, **kwargs))

    async def read[**P, T](
        self, work: Callable[Concatenate[Any, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run `work(session, …)` without writing, so that it never waits for a writer."""
        return await self._run(self._database.reading, lambda session: work(session, *args, **kwargs))

    def close(self) -> None:
        """Let work that has begun end, and take no more."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    async def _run[T](self, opened: Callable[[], AbstractContextManager[Any]], work: Callable[[Any], T]) -> T:
        def run() -> T:
            with opened() as session:
                return work(session)

        return await asyncio.get_running_loop().run_in_executor(self._pool, run)

"""One desk to an SQLite file: a lock beside it, which the system frees however the desk ends."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

from amends.records.database import Database


class AnotherDesk(RuntimeError):
    """Another desk already works on this SQLite file; the text says what to do."""


class SoleDesk:
    """The right to be the only desk of an SQLite file; a shared database, or one in memory, needs none."""

    def __init__(self, database: Database) -> None:
        """Nothing is locked before `claim`."""
        file = None if database.is_shared else database.engine.url.database
        self._path = Path(f"{file}.desk") if file and file != ":memory:" else None
        self._descriptor: int | None = None

    def claim(self) -> None:
        """Become the only desk until `release` or the end of this process. Raises AnotherDesk."""
        if self._path is None or self._descriptor is not None:
            return
        # The file stays when the desk goes: taking it away could take away the next desk's lock.
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            raise AnotherDesk(
                f"another desk already works on {self._path.with_suffix('')}; an SQLite file has one desk. "
                "Stop the other one, or set AMENDS_DATABASE_URL to a PostgreSQL database, which several share"
            ) from None
        self._descriptor = descriptor

    def release(self) -> None:
        """Let the next desk come."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

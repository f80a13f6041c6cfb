"""One running child process: its group, its log, its end."""

import asyncio
import contextlib
import ctypes
import os
import signal
import sys
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from amends.supervisor.processes import ROOT, Process

PR_SET_PDEATHSIG = 1
LINE_LIMIT = 1 << 20
LAST_LINES = 12
LOOK_EVERY_S = 0.1


def die_with_parent(parent: int) -> Callable[[], None]:
    """Return what a new child does before it becomes its program: ask to be killed when `parent` dies.

    Only Linux can be asked that; elsewhere the children of a killed supervisor stay until they are found.
    The C library is opened here, because between fork and exec little is safe.
    """
    libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None

    def prepare() -> None:
        if libc is not None:
            libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
            if os.getppid() != parent:  # The parent died before the request was made.
                os._exit(1)

    return prepare


class Child:
    """A started process; every line it prints goes to its log with the time in front."""

    def __init__(self, running: asyncio.subprocess.Process, log: Path) -> None:
        self._running = running
        self.pid = running.pid
        self.last_lines: deque[str] = deque(maxlen=LAST_LINES)
        self._pump = asyncio.create_task(self._write_log(log))

    @classmethod
    async def start(cls, process: Process, log: Path) -> "Child":
        """Start the process in a group of its own. Raises OSError when its program cannot be started."""
        running = await asyncio.create_subprocess_exec(
            *process.command,
            cwd=ROOT,
            env=dict(process.environment),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=die_with_parent(os.getpid()),
            limit=LINE_LIMIT,
        )
        return cls(running, log)

    @property
    def has_ended(self) -> bool:
        """Whether the process has ended by itself."""
        return self._running.returncode is not None

    async def wait(self) -> int:
        """Wait for its end and return the exit code."""
        code = await self._exit_code()
        # Whatever it started itself goes with it.
        self._signal(signal.SIGKILL)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._pump, 2)
        return code

    async def stop(self, patience_s: float) -> None:
        """Ask the group to end, and end it after `patience_s` seconds whatever it is doing."""
        self._signal(signal.SIGTERM)
        try:
            await asyncio.wait_for(self._exit_code(), patience_s)
        except TimeoutError:
            pass
        finally:
            self._signal(signal.SIGKILL)

    async def _exit_code(self) -> int:
        # asyncio's own wait() also waits for the pipes, which a child of the child may hold open for ever.
        while self._running.returncode is None:
            await asyncio.sleep(LOOK_EVERY_S)
        return self._running.returncode

    def _signal(self, number: int) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, number)

    async def _write_log(self, log: Path) -> None:
        assert self._running.stdout is not None
        with log.open("a", encoding="utf-8", errors="replace") as file:
            while True:
                try:
                    line = await self._running.stdout.readline()
                except ValueError:  # A line beyond the limit: its rest follows as lines of its own.
                    continue
                if not line:
                    return
                text = line.decode("utf-8", "replace").rstrip()
                self.last_lines.append(text)
                file.write(f"{datetime.now(UTC).isoformat(timespec='milliseconds')} {text}\n")
                file.flush()

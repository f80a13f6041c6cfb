"""Keeps one process running: starts it, waits until it is ready, starts it again when it ends."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

from amends.supervisor.child import Child
from amends.supervisor.processes import Process

FIRST_PAUSE_S = 0.5
LONGEST_PAUSE_S = 30.0
STEADY_AFTER_S = 60.0
PROBE_EVERY_S = 0.25

IsReady = Callable[[Process], Awaitable[bool]]
Announce = Callable[[str, str], None]


def pause_before_restart(failures: int) -> float:
    """Seconds to wait after the nth failure in a row: half a second, doubling, never above thirty."""
    return float(min(LONGEST_PAUSE_S, FIRST_PAUSE_S * 2 ** max(0, failures - 1)))


@dataclass
class Keeper:
    """Watches over one process until it is told to stop."""

    process: Process
    log: Path
    is_ready: IsReady
    announce: Announce
    stop_patience_s: float = 8.0
    ready: asyncio.Event = field(default_factory=asyncio.Event)
    restarts: int = 0
    child: Child | None = None

    async def keep(self) -> None:
        """Run for ever; being cancelled stops the process and then returns."""
        failures = 0
        try:
            while True:
                began = time.monotonic()
                reason = await self._live_once(began)
                self.ready.clear()
                failures = 1 if time.monotonic() - began > STEADY_AFTER_S else failures + 1
                pause = pause_before_restart(failures)
                self.restarts += 1
                self.announce(self.process.name, f"{reason}; starting again in {pause:g} s (log: {self.log})")
                await asyncio.sleep(pause)
        finally:
            if self.child is not None:
                await self.child.stop(self.stop_patience_s)

    async def _live_once(self, began: float) -> str:
        try:
            self.child = await Child.start(self.process, self.log)
        except OSError as error:
            self.child = None
            return f"could not be started ({error})"
        watch = asyncio.create_task(self._announce_readiness(began))
        try:
            code = await self.child.wait()
        finally:
            watch.cancel()
        last = next((line for line in reversed(self.child.last_lines) if line.strip()), "")
        self.child = None
        return f"ended with code {code}" + (f": {last[:200]}" if last else "")

    async def _announce_readiness(self, began: float) -> None:
        patience = self.process.patience_s
        while not await self.is_ready(self.process):
            if time.monotonic() - began > patience:
                self.announce(self.process.name, f"still not ready; its log is {self.log}")
                patience *= 2
            await asyncio.sleep(PROBE_EVERY_S)
        self.ready.set()
        self.announce(self.process.name, f"ready after {time.monotonic() - began:.1f} s")

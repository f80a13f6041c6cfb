"""The gate before the assistant: shut while it is away, and opened by one probe for all that wait."""

import asyncio
import logging

from amends.assistant_client import Assistant

log = logging.getLogger(__name__)


class Gate:
    """Keeps every conversation from knocking at an assistant that is not there."""

    def __init__(self, assistant: Assistant, probe_every_s: float) -> None:
        """Start open; ask for the assistant's health every `probe_every_s` seconds while shut."""
        self._assistant = assistant
        self._probe_every_s = probe_every_s
        self._open = asyncio.Event()
        self._open.set()
        self._probe: asyncio.Task[None] | None = None

    @property
    def is_open(self) -> bool:
        """Whether a turn is worth trying."""
        return self._open.is_set()

    def shut(self) -> None:
        """The assistant is away: hold everybody until its health says otherwise."""
        self._open.clear()
        if self._probe is None or self._probe.done():
            log.warning("the assistant is away; messages are kept and answered when it is back")
            self._probe = asyncio.create_task(self._watch())

    async def is_up(self) -> bool:
        """Ask for the assistant's health now."""
        return (await self._assistant.health()).ready

    async def wait(self, timeout_s: float) -> bool:
        """Wait until the gate is open, at most `timeout_s` seconds; whether it is."""
        try:
            async with asyncio.timeout(timeout_s):
                await self._open.wait()
        except TimeoutError:
            return False
        return True

    async def stop(self) -> None:
        """End the probe."""
        if self._probe is not None:
            self._probe.cancel()
            await asyncio.gather(self._probe, return_exceptions=True)

    async def _watch(self) -> None:
        while not await self.is_up():
            await asyncio.sleep(self._probe_every_s)
        log.info("the assistant is back")
        self._open.set()

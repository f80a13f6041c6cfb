"""The desk's clock for handoffs: looks about once a second, and takes every step that is due."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime

from amends.desk.hub import QUEUE, Hub, conversation_topic
from amends.desk.threads import Threads
from amends.records.handoff_steps import Rules, Step, look, move_on

log = logging.getLogger(__name__)

# Without a look for so long (a database that is away), nobody could be seen either.
STANDSTILL_S = 10.0


class Timers:
    """Moves handoffs on. All it knows is in the records, so it may stop and start anew at any moment."""

    def __init__(
        self,
        threads: Threads,
        hub: Hub,
        wake: Callable[[str], None],
        rules: Rules,
        every_s: float,
        *,
        now: Callable[[], datetime],
        new_id: Callable[[], str],
    ) -> None:
        """Look every `every_s` seconds; `wake` has the desk look at a conversation's messages."""
        self._threads = threads
        self._hub = hub
        self._wake = wake
        self.rules = rules
        self._every_s = every_s
        self._now = now
        self._new_id = new_id
        self.since = now()
        self._looked_at = 0.0
        self._running: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to look."""
        self.since = self._now()
        self._running = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Look no more; a step that has begun is finished or was never taken."""
        if self._running is not None:
            self._running.cancel()
            await asyncio.gather(self._running, return_exceptions=True)

    async def tick(self) -> list[Step]:
        """Take everything that is due now, the most urgent first; looking alone writes nothing."""
        taken = []
        due = await self._threads.read(look, self.rules, self._now(), self.since)
        self._looked_at = asyncio.get_running_loop().time()
        for handoff_id in due:
            step = await self._threads.write(
                move_on, handoff_id, self.rules, self.since, new_id=self._new_id, at=self._now()
            )
            if step is not None:
                taken.append(step)
                self._publish(step)
        return taken

    def _publish(self, step: Step) -> None:
        self._hub.publish(QUEUE)
        if step.told:
            self._hub.publish(conversation_topic(step.conversation_id))
        if step.holder_changed:
            self._wake(step.conversation_id)

    async def _run(self) -> None:
        failing, clock = False, asyncio.get_running_loop().time
        self._looked_at = clock()
        while True:
            await asyncio.sleep(self._every_s)
            if clock() - self._looked_at >= STANDSTILL_S:
                # People get a moment to come back, as after a start.
                self.since = self._now()
            try:
                await self.tick()
                failing = False
            except Exception:
                # Once is enough: a database that is away may be away for long.
                if not failing:
                    log.exception("looking after the handoffs failed; it is tried again and again")
                failing = True

"""Gives every conversation with waiting messages one worker, and so one turn at a time, in order."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass

from amends.desk.gate import Gate
from amends.desk.options import DeskOptions
from amends.desk.turns import Outcome, Turns
from amends.desk.typing import TypingSignals

log = logging.getLogger(__name__)

# Given what is in hand here, and whether to leave newcomers to other desks: what else waits.
Find = Callable[[Collection[str], bool], Awaitable[Sequence[str]]]


@dataclass
class Trouble:
    """What a worker remembers of failures in a row; `since` is in seconds of the event loop's clock."""

    failures: int = 0
    since: float | None = None
    told: bool = False


class Dispatcher:
    """Workers that live only while their conversation has something waiting."""

    def __init__(self, turns: Turns, gate: Gate, typing: TypingSignals, options: DeskOptions) -> None:
        """Take turns through `turns`, at most `options.turns_at_once` at once."""
        self._turns = turns
        self._gate = gate
        self._typing = typing
        self._options = options
        self._slots = asyncio.Semaphore(options.turns_at_once)
        self._workers: dict[str, asyncio.Task[None]] = {}
        self._woken: set[str] = set()
        self._sweeper: asyncio.Task[None] | None = None
        self._look = asyncio.Event()
        self._stopping = False

    def wake(self, conversation_id: str) -> None:
        """Something waits in this conversation."""
        if self._stopping:
            return
        self._woken.add(conversation_id)
        if conversation_id not in self._workers:
            self._workers[conversation_id] = asyncio.create_task(self._work(conversation_id))

    def start(self, find_waiting: Find, every_s: float) -> None:
        """Look through the log, now and every while: what waits there is the truth, wake-ups are hints."""
        self._sweeper = asyncio.create_task(self._sweep(find_waiting, every_s))

    def look(self) -> None:
        """Look through the log now, and leave nothing of it to others."""
        self._look.set()

    async def stop(self) -> None:
        """Take no more turns; those in flight get a moment to end, and the log keeps the rest."""
        self._stopping = True
        if self._sweeper is not None:
            self._sweeper.cancel()
        workers = list(self._workers.values())
        if workers:
            await asyncio.wait(workers, timeout=self._options.stop_within_s)
        for worker in workers:
            worker.cancel()
        await asyncio.gather(*workers, return_exceptions=True)

    async def _sweep(self, find_waiting: Find, every_s: float) -> None:
        # What waits when the desk starts has waited long enough.
        patient, failing = False, False
        while True:
            try:
                for conversation_id in await find_waiting(tuple(self._workers), patient):
                    self.wake(conversation_id)
                self._typing.forget_old()
                failing = False
            except Exception:
                # Once is enough: a database that is away may be away for long.
                if not failing:
                    log.exception("looking for waiting messages failed; it is tried again and again")
                failing = True
            patient = not await self._asked_to_look(every_s)

    async def _asked_to_look(self, within_s: float) -> bool:
        try:
            async with asyncio.timeout(within_s):
                await self._look.wait()
        except TimeoutError:
            return False
        self._look.clear()
        return True

    async def _work(self, conversation_id: str) -> None:
        try:
            while conversation_id in self._woken and not self._stopping:
                self._woken.discard(conversation_id)
                await self._drain(conversation_id)
        finally:
            # No await stands between the last look at the wake-ups and this line, so none is lost.
            del self._workers[conversation_id]

    async def _drain(self, conversation_id: str) -> None:
        trouble = Trouble()
        while not self._stopping:
            await self._typing.quiet(conversation_id)
            match await self._attempt(conversation_id):
                case Outcome.IDLE:
                    return
                case Outcome.MORE:
                    trouble = Trouble()
                case Outcome.LATER:
                    trouble.failures += 1
                    await self._pause(self._options.retry_after_s(trouble.failures))
                case Outcome.AWAY:
                    await self._sit_out(conversation_id, trouble)

    async def _attempt(self, conversation_id: str) -> Outcome:
        async with self._slots:
            if self._stopping:
                return Outcome.IDLE
            try:
                return await self._turns.attempt(conversation_id)
            except Exception:
                # The records may be busy or the disk full; the message waits in the log all the same.
                log.exception("a turn of %s could not be taken or stored; it is tried again", conversation_id)
                return Outcome.LATER

    async def _sit_out(self, conversation_id: str, trouble: Trouble) -> None:
        now = asyncio.get_running_loop().time
        trouble.failures += 1
        trouble.since = now() if trouble.since is None else trouble.since
        pause_s = min(1.0, self._options.retry_after_s(trouble.failures))
        if self._gate.is_open:
            # It is healthy and yet took no turn, as with a wrong secret; knocking faster does not help.
            await self._pause(self._options.retry_after_s(trouble.failures))
        elif await self._gate.wait(pause_s):
            return
        news = conversation_id in self._woken
        if now() - trouble.since >= self._options.outage_grace_s and (news or not trouble.told):
            self._woken.discard(conversation_id)
            trouble.told = True
            try:
                await self._turns.tell_of_outage(conversation_id)
            except Exception:
                log.exception("the customer of %s could not be told of the outage", conversation_id)

    async def _pause(self, seconds: float) -> None:
        if not self._stopping:
            await asyncio.sleep(seconds)

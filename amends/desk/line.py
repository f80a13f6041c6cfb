"""The desk's line to the other desks: it shows that this one lives, and passes on what they announce."""

import asyncio
import logging
from collections.abc import Callable

from amends.desk.hub import Hub, Signal
from amends.desk.options import DeskOptions
from amends.desk.threads import Threads
from amends.desk.typing import TypingSignals
from amends.records.conversations import holder_name
from amends.records.database import Database
from amends.records.leases import give_everything_back
from amends.records.line import Line, LineLost, open_line
from amends.records.wakes import WORK, Wake, announce, conversation_of

log = logging.getLogger(__name__)

# A desk that cannot be reached by the others at once still starts: it answers, and they hear of it later.
FIRST_CONTACT_S = 5.0


class DeskLine:
    """One connection that beats and listens, opened again wherever it broke."""

    def __init__(
        self,
        database: Database,
        desk_id: str,
        threads: Threads,
        hub: Hub,
        typing: TypingSignals,
        options: DeskOptions,
    ) -> None:
        """Pass on to `hub` what other desks announce, and to them what is broadcast there."""
        self._database = database
        self._desk_id = desk_id
        self._threads = threads
        self._hub = hub
        self._typing = typing
        self._options = options
        self._up = asyncio.Event()
        self._look: Callable[[], None] = lambda: None
        self._listening: asyncio.Task[None] | None = None
        self._sending: set[asyncio.Task[None]] = set()
        hub.beyond = self._send

    async def start(self, look: Callable[[], None]) -> None:
        """Be one of the desks; `look` is called whenever there may be work that was missed."""
        self._listening = asyncio.create_task(self._stay_connected())
        try:
            async with asyncio.timeout(FIRST_CONTACT_S):
                await self._up.wait()
        except TimeoutError:
            log.warning("the line to the other desks is not up yet; it is tried again and again")
        self._look = look

    async def stop(self) -> None:
        """Give every lease back, so that the others need not wait until they lapse."""
        self._hub.beyond = None
        if self._listening is None:
            return
        self._listening.cancel()
        await asyncio.gather(self._listening, *self._sending, return_exceptions=True)
        try:
            await self._threads.write(give_everything_back, self._desk_id)
        except Exception:
            log.exception("the leases could not be given back; they lapse by themselves")

    async def _stay_connected(self) -> None:
        failures = 0
        while True:
            try:
                line = await open_line(self._database, self._desk_id)
            except (LineLost, OSError) as error:
                failures += 1
                log.warning("no line to the other desks (%s); it is tried again", type(error).__name__)
                await asyncio.sleep(self._options.retry_after_s(failures))
                continue
            failures = 0
            try:
                await self._use(line)
            except (LineLost, OSError, TimeoutError) as error:
                log.warning("the line to the other desks broke (%s)", type(error).__name__)
            finally:
                await line.close()

    async def _use(self, line: Line) -> None:
        # Nobody said anything to a desk without a line, so everybody reads again what may have changed.
        self._hub.publish_all()
        self._look()
        self._up.set()
        while True:
            async for wake in line.hear(self._options.beat_every_s):
                await self._pass_on(wake)
            async with asyncio.timeout(self._options.lease_lost_after_s):
                await line.beat()

    async def _pass_on(self, wake: Wake) -> None:
        if wake.topic == WORK:
            self._look()
            return
        signal, conversation_id = wake.signal, conversation_of(wake.topic)
        if signal is not None and conversation_id is not None and signal.name == "typing":
            if signal.data.get("author") == "customer":
                self._typing.note(conversation_id)
            elif signal.data.get("author") == "agent" and self._hub.listens(wake.topic):
                signal = await self._with_name(signal, conversation_id)
        self._hub.publish(wake.topic, signal)

    async def _with_name(self, signal: Signal, conversation_id: str) -> Signal:
        """Names do not travel between desks; who types is who holds the conversation."""
        name = await self._threads.read(holder_name, conversation_id)
        return Signal(signal.name, {**signal.data, "name": name})

    def _send(self, topic: str, signal: Signal) -> None:
        task = asyncio.create_task(self._announce(topic, signal))
        self._sending.add(task)
        task.add_done_callback(self._sending.discard)

    async def _announce(self, topic: str, signal: Signal) -> None:
        try:
            await self._threads.write(announce, topic, signal)
        except Exception as error:
            # It is about this moment only, so there is no use in saying it later.
            log.info("a signal did not reach the other desks (%s)", type(error).__name__)

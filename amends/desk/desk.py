"""The desk: what customers may do, and everything behind it, started and stopped together."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from amends.assistant_client import Assistant, Health
from amends.desk.agents import Agents
from amends.desk.dispatcher import Dispatcher
from amends.desk.gate import Gate
from amends.desk.hub import QUEUE, Hub, Signal, conversation_topic
from amends.desk.lease import Search
from amends.desk.line import DeskLine
from amends.desk.options import DeskOptions
from amends.desk.threads import Threads
from amends.desk.timers import Timers
from amends.desk.turns import Turns
from amends.desk.typing import TypingSignals
from amends.desk.wording import WELCOME, callback_notice, words_of_the_clock
from amends.records import callbacks, door, ids, log, users
from amends.records.database import Database
from amends.records.handoff_steps import Rules
from amends.records.leases import Lessee
from amends.records.log import Posted, Said
from amends.records.sole_desk import SoleDesk


def utc_now() -> datetime:
    """The present time, aware and in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Opened:
    """A new conversation; the token is shown this once and stored as a hash only."""

    conversation_id: str
    token: str


class Desk:
    """One desk of one process; `agents` is what agents may do. All belongs to the event loop of `start`."""

    def __init__(
        self,
        database: Database,
        assistant: Assistant,
        options: DeskOptions | None = None,
        *,
        now: Callable[[], datetime] = utc_now,
        new_id: Callable[[], str] = ids.new_id,
        new_token: Callable[[], str] = ids.new_token,
    ) -> None:
        """Build the desk over open records and an assistant; nothing runs before `start`."""
        self.options = options or DeskOptions()
        self.hub = Hub()
        self._assistant = assistant
        self._now = now
        self._new_id = new_id
        self._new_token = new_token
        lessee = Lessee(new_id(), self.options.lease_lost_after_s) if database.is_shared else None
        self._sole = SoleDesk(database)
        self._threads = Threads(database, self.options.threads, lessee.desk_id if lessee else None)
        self._gate = Gate(assistant, self.options.probe_every_s)
        self._typing = TypingSignals(self.options.burst_quiet_s, self.options.burst_longest_s)
        self._line = (
            DeskLine(database, lessee.desk_id, self._threads, self.hub, self._typing, self.options)
            if lessee
            else None
        )
        self._search = Search(self._threads, self._gate, self.options, now, lessee)
        turns = Turns(self._threads, assistant, self._gate, self.hub, self.options, now, new_id, lessee)
        self._dispatcher = Dispatcher(turns, self._gate, self._typing, self.options)
        self.agents = Agents(self._threads, self.hub, self._dispatcher.wake, now=now, new_id=new_id)
        self.timers = self._make_timers()

    async def start(self) -> None:
        """Answer what was waiting when the last desk stopped, and everything that comes.

        Raises AnotherDesk when a desk already works on this SQLite file.
        """
        self._sole.claim()
        if self._line is not None:
            await self._line.start(self._dispatcher.look)
        self._dispatcher.start(self._search, self._search.every_s)
        self.timers.start()

    async def stop(self) -> None:
        """End streams, let turns in flight end, and leave the rest in the log."""
        self.hub.close()
        await self.timers.stop()
        await self._dispatcher.stop()
        await self._gate.stop()
        if self._line is not None:
            await self._line.stop()
        self._threads.close()
        self._sole.release()

    async def health(self) -> Health:
        """The assistant's health, as the desk sees it now."""
        return await self._assistant.health()

    async def database_answers(self) -> bool:
        """Whether the records can be read; raises what the database raises."""
        await self._threads.read(users.count_agents_on_duty, self._now(), self.options.presence_window_s)
        return True

    # What a customer may do; each raises UnknownConversation or WrongToken (amends.desk.errors).

    async def open_conversation(self, origin: str = "", page: str | None = None) -> Opened:
        """Begin a conversation; its first entry says that a bot answers and what is stored."""
        opened = Opened(self._new_id(), self._new_token())
        await self._threads.write(
            door.open_for_customer,
            opened.conversation_id,
            ids.hash_token(opened.token),
            WELCOME,
            origin=origin,
            page=page,
            new_id=self._new_id,
            at=self._now(),
        )
        return opened

    async def admit(self, conversation_id: str, token: str) -> None:
        """Make sure that the token opens the conversation."""
        await self._threads.read(door.admit, conversation_id, ids.hash_token(token))

    async def post(
        self, conversation_id: str, token: str, client_id: str, text: str, button_id: str | None = None
    ) -> Posted:
        """Store a message; it is on disk when this returns. Also raises what `records.log.post` raises."""
        posted = await self._threads.write(
            door.post_from_customer,
            conversation_id,
            ids.hash_token(token),
            Said(self._new_id(), client_id, text, button_id),
            most_waiting=self.options.most_waiting,
            at=self._now(),
        )
        if posted.fresh:
            topic = conversation_topic(conversation_id)
            self.hub.publish(topic, Signal("receipt", {"seq": posted.seq, "state": "sent"}))
            self.hub.publish(topic)
        self._dispatcher.wake(conversation_id)
        return posted

    async def customer_types(self, conversation_id: str, token: str) -> None:
        """The customer is typing: the turn waits a little, and the agent sees it."""
        await self.admit(conversation_id, token)
        self._typing.note(conversation_id)
        signal = Signal("typing", {"author": "customer", "on": True})
        self.hub.broadcast(conversation_topic(conversation_id), signal)

    async def save_contact(
        self, conversation_id: str, token: str, name: str | None, email: str | None, phone: str | None
    ) -> None:
        """Keep how to reach the customer, with the callback that waited for it; the next turn knows both."""
        promised = await self._threads.write(
            callbacks.take_contact,
            conversation_id,
            ids.hash_token(token),
            callback_notice(self.options.hours),
            name=name,
            email=email,
            phone=phone,
            hours=self.options.hours,
            new_id=self._new_id,
            at=self._now(),
        )
        if promised:
            self.hub.publish(conversation_topic(conversation_id))
        self.hub.publish(QUEUE)

    async def events(self, conversation_id: str, after: int, limit: int) -> list[dict[str, Any]]:
        """The next entries of the log above number `after`; whoever asks was admitted before."""
        entries = await self._threads.read(log.entries_after, conversation_id, after, limit)
        return [entry.to_dict() for entry in entries]

    def _make_timers(self) -> Timers:
        hours = self.options.hours
        rules = Rules(self.options.handoffs, self.options.presence_window_s, hours, words_of_the_clock(hours))
        return Timers(
            self._threads,
            self.hub,
            self._dispatcher.wake,
            rules,
            self.options.timers_every_s,
            now=self._now,
            new_id=self._new_id,
        )

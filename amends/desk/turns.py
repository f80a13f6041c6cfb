"""One attempt at the next turn of a conversation, and what follows from how it went."""

import logging
from collections.abc import Callable
from datetime import datetime
from enum import Enum

from amends.assistant_client import (
    Assistant,
    AssistantBusy,
    AssistantError,
    AssistantUnavailable,
    TurnAnswer,
    TurnFailed,
    TurnLost,
    TurnRejected,
    TurnTimedOut,
)
from amends.desk.gate import Gate
from amends.desk.hub import QUEUE, Hub, Signal, conversation_topic
from amends.desk.options import DeskOptions
from amends.desk.threads import Threads
from amends.desk.wording import ASSISTANT_AWAY, ASSISTANT_FAILED, PERSON_WHILE_AWAY
from amends.records.batches import (
    Answer,
    Batch,
    BatchOvertaken,
    Settled,
    finish_reading,
    finish_turn,
    give_back,
    hand_over,
    take_batch,
)
from amends.records.leases import LeaseLost, Lessee
from amends.records.notices import bury_and_tell, tell_of_outage
from amends.records.poison import isolate

log = logging.getLogger(__name__)


class Outcome(Enum):
    """How an attempt went: nothing left to do, more to do now, try later, or wait for the assistant."""

    IDLE = "idle"
    MORE = "more"
    LATER = "later"
    AWAY = "away"


class Turns:
    """Takes a conversation's next turn through the assistant and into the records."""

    def __init__(
        self,
        threads: Threads,
        assistant: Assistant,
        gate: Gate,
        hub: Hub,
        options: DeskOptions,
        now: Callable[[], datetime],
        new_id: Callable[[], str],
        lessee: Lessee | None = None,
    ) -> None:
        """Everything a turn needs; `now` and `new_id` are the only sources of time and chance.

        With a `lessee` other desks share the records, and each turn is taken with its lease.
        """
        self._threads = threads
        self._assistant = assistant
        self._gate = gate
        self._hub = hub
        self._options = options
        self._now = now
        self._new_id = new_id
        self._lessee = lessee

    async def attempt(self, conversation_id: str) -> Outcome:
        """Try the next turn once."""
        if not self._gate.is_open:
            return Outcome.AWAY
        # A power cut may undo the count of this attempt, but none of what its actions committed after it; so
        # messages that already have a receipt never come back as another batch.
        batch = await self._threads.write_lightly(
            take_batch,
            conversation_id,
            presence_window_s=self._options.presence_window_s,
            at=self._now(),
            lessee=self._lessee,
        )
        if batch is None:
            return Outcome.IDLE
        try:
            return await self._take(batch)
        except BatchOvertaken:
            return Outcome.MORE
        except LeaseLost:
            log.warning("the lease of %s was lost during a turn; another desk has it", conversation_id)
            return Outcome.MORE

    async def _take(self, batch: Batch) -> Outcome:
        try:
            settled = await (self._read(batch) if batch.holder == "agent" else self._answer(batch))
        except AssistantError as error:
            return await self._failed(batch, error)
        self._publish(batch, settled)
        return Outcome.MORE if settled.more else Outcome.IDLE

    async def tell_of_outage(self, conversation_id: str) -> None:
        """Tell a waiting customer, once per outage, that the assistant is away."""
        said = await self._threads.write(
            tell_of_outage,
            conversation_id,
            ASSISTANT_AWAY,
            PERSON_WHILE_AWAY,
            new_id=self._new_id,
            at=self._now(),
            lessee=self._lessee,
        )
        if said:
            self._hub.publish(conversation_topic(conversation_id))
            self._hub.publish(QUEUE)

    async def _answer(self, batch: Batch) -> Settled:
        topic = conversation_topic(batch.conversation_id)
        self._hub.publish(topic, Signal("typing", {"author": "assistant", "on": True}))
        try:
            answer = await self._assistant.turn(batch.request())
            return await self._threads.write(
                finish_turn, batch, _to_store(batch, answer), new_id=self._new_id, at=self._now()
            )
        finally:
            self._hub.publish(topic, Signal("typing", {"author": "assistant", "on": False}))

    async def _read(self, batch: Batch) -> Settled:
        readings = await self._assistant.read([message.text for message in batch.messages])
        return await self._threads.write(finish_reading, batch, readings)

    def _publish(self, batch: Batch, settled: Settled) -> None:
        topic = conversation_topic(batch.conversation_id)
        state = "answered" if settled.spoken else "read"
        for seq in settled.seqs:
            self._hub.publish(topic, Signal("receipt", {"seq": seq, "state": state}))
        self._hub.publish(topic)
        self._hub.publish(QUEUE)

    async def _failed(self, batch: Batch, error: AssistantError) -> Outcome:
        if isinstance(error, AssistantBusy):
            # An earlier attempt still runs there, so the same messages must come again together.
            await self._threads.write(give_back, batch, keep_together=True, keep_lease=True)
            return Outcome.LATER
        if isinstance(error, AssistantUnavailable):
            self._gate.shut()
            await self._threads.write(give_back, batch, keep_together=batch.attempts > 1)
            return Outcome.AWAY
        if isinstance(error, TurnTimedOut) and not await self._gate.is_up():
            self._gate.shut()
            await self._threads.write(give_back, batch, keep_together=True)
            return Outcome.AWAY
        log.warning("attempt %d at a turn of %s failed: %s", batch.attempts, batch.conversation_id, error)
        if await self._part(batch, error):
            return Outcome.LATER
        if batch.attempts >= self._options.most_attempts:
            return await self._give_up(batch)
        if isinstance(error, TurnLost):
            self._gate.shut()
            await self._threads.write(hand_over, batch)
            return Outcome.AWAY
        return Outcome.LATER

    async def _part(self, batch: Batch, error: AssistantError) -> bool:
        # Only a turn that is known to have ended: one that was lost may still act under these messages.
        ended = isinstance(error, (TurnFailed, TurnRejected)) and batch.holder == "assistant"
        if not ended or len(batch.messages) < 2 or batch.attempts < self._options.isolate_after:
            return False
        parted = await self._threads.write(isolate, batch)
        if parted:
            log.warning("the messages of %s are tried one by one from now on", batch.conversation_id)
        return parted

    async def _give_up(self, batch: Batch) -> Outcome:
        if batch.holder == "agent":
            # The agent sees the message itself; only its reading is missing.
            settled = await self._threads.write(finish_reading, batch, [{} for _ in batch.messages])
        else:
            settled = await self._threads.write(
                bury_and_tell, batch, ASSISTANT_FAILED, new_id=self._new_id, at=self._now()
            )
        self._publish(batch, settled)
        return Outcome.MORE if settled.more else Outcome.IDLE


def _to_store(batch: Batch, answer: TurnAnswer) -> Answer:
    request = batch.request()
    # The state before the turn is the one stored with the turn before; everything else is needed for replay.
    asked = {key: request[key] for key in ("messages", "customer", "history", "duty")}
    return Answer(
        replies=answer.replies,
        record={**answer.record, "request": asked},
        state=answer.state,
        model_id=answer.model_id,
        elapsed_ms=answer.elapsed_ms,
    )

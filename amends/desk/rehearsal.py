"""Plays recorded conversations again, exactly or with something changed; writes and sends nothing."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from amends.assistant_client import Assistant
from amends.coaching.comparison import Turn
from amends.records.database import Database
from amends.records.recordings import RecordedTurn, Recording, read_recording

JSON = dict[str, Any]


class NothingRecorded(LookupError):
    """There is no such conversation, or no such turn in it."""


class NotPlayable(RuntimeError):
    """A turn was stored by an older version, without what it started from."""


class RehearsalNotKept(RuntimeError):
    """The assistant answered as if the turn were real: it is of an older version, and must not be asked."""


@dataclass
class Thread:
    """What goes on from one rehearsed turn to the next.

    `earlier` are the calls that no record answered; from the first of them on, the records are taken as they
    stood at `as_of`, since what really happened afterwards did not happen here.
    """

    conversation_id: str
    state: JSON | None = None
    as_of: datetime | None = None
    earlier: list[JSON] = field(default_factory=list)

    def goes_on(self, record: JSON, message_id: str, at: datetime, as_of: datetime) -> None:
        """Keep what the turn leaves to the next one."""
        self.state = record.get("state")
        for call in record.get("calls") or ():
            receipt = call.get("receipt") or {}
            if receipt.get("rehearsed") and receipt.get("ok"):
                what = {"action": call["action"], "arguments": call.get("arguments") or {}}
                self.earlier.append({**what, "message_id": message_id, "at": at.isoformat()})
                self.as_of = self.as_of or as_of


class Rehearsal:
    """An assistant that plays what the records hold."""

    def __init__(self, assistant: Assistant, database: Database) -> None:
        """Rehearse with `assistant`, which may be another one than the customers'."""
        self._assistant = assistant
        self._database = database

    async def recording(self, conversation_id: str) -> Recording:
        """What there is to play; raises NothingRecorded."""

        def read() -> Recording | None:
            with self._database.reading() as session:
                return read_recording(session, conversation_id)

        found = await asyncio.to_thread(read)
        if found is None:
            raise NothingRecorded(conversation_id)
        return found

    async def replay(self, conversation_id: str) -> AsyncIterator[Turn]:
        """Every turn from the very state that it had; raises NothingRecorded, NotPlayable, AssistantError."""
        for turn in (await self.recording(conversation_id)).turns:
            thread = Thread(conversation_id, turn.state_before)
            yield Turn(turn.number, turn.record, await self._again(thread, turn, None))

    async def play(
        self, conversation_id: str, from_turn: int = 1, *, instead: Mapping[str, str] | None = None
    ) -> AsyncIterator[Turn]:
        """The turns from one on, each going on where the rehearsed one before it ended.

        `instead` maps playbook, remedies or brand to the text of another file. Raises as `replay` does.
        """
        recording = await self.recording(conversation_id)
        chosen = recording.turns[from_turn - 1 :]
        thread = Thread(conversation_id, chosen[0].state_before if chosen else None)
        for turn in chosen:
            record = await self._again(thread, turn, instead)
            thread.goes_on(record, _last_id(turn), turn.started_at, turn.finished_at)
            yield Turn(turn.number, turn.record, record)

    async def fork(
        self, conversation_id: str, turn_number: int, said: Sequence[Mapping[str, str]]
    ) -> list[JSON]:
        """The records of turns in which the customer says something else from a turn on.

        `said` are messages in the order of the turn contract, {text} or {button_id}, each a turn of its own.
        """
        recording = await self.recording(conversation_id)
        begins = fork_point(recording, turn_number)
        thread = Thread(conversation_id, begins.state, begins.as_of)
        records = []
        for number, message in enumerate(said, start=1):
            message_id = f"fork.{turn_number}.{number}"
            body = {**begins.facts(number), "messages": [{**message, "message_id": message_id}]}
            record = await self._ask(thread, body, begins.at, begins.as_of, ())
            thread.goes_on(record, message_id, begins.at, begins.as_of)
            records.append(record)
        return records

    async def _again(
        self, thread: Thread, turn: RecordedTurn, instead: Mapping[str, str] | None
    ) -> JSON:
        if turn.request is None:
            raise NotPlayable(f"turn {turn.number} was stored by an older version and cannot be played again")
        # Turns of an older version have no receipts; the action server finds those of effects by itself.
        receipts = turn.record.get("receipts") or ()
        as_of = thread.as_of or turn.finished_at
        record = await self._ask(thread, turn.request, turn.started_at, as_of, receipts, instead)
        # As the desk kept it: what an agent's coming left unsaid left the memory alone.
        return {**record, "state": thread.state} if "unsaid" in turn.record else record

    async def _ask(
        self,
        thread: Thread,
        body: Mapping[str, Any],
        at: datetime,
        as_of: datetime,
        receipts: Sequence[Any],
        instead: Mapping[str, str] | None = None,
    ) -> JSON:
        moments = {"at": at.isoformat(), "as_of": as_of.isoformat()}
        how = {**moments, "receipts": list(receipts), "earlier": list(thread.earlier)}
        request = {
            **body,
            "conversation_id": thread.conversation_id,
            "state": thread.state,
            "rehearsal": how,
            **({"playbook": dict(instead)} if instead else {}),
        }
        answer = await self._assistant.turn(request)
        if answer.record.get("rehearsed") is not True:
            raise RehearsalNotKept("the assistant does not know rehearsals; restart the house")
        return answer.record


@dataclass(frozen=True)
class ForkPoint:
    """Where a conversation is left: the state, the moment, and what is known of customer and duty."""

    state: JSON | None
    at: datetime
    as_of: datetime
    request: Mapping[str, Any]

    def facts(self, number: int) -> JSON:
        """What comes with the nth message: what waited or was said before belongs to the first one only."""
        history = dict(self.request.get("history") or {})
        if number > 1:
            history |= {"waited_s": 0.0, "said_while_agent_held": []}
        known = {key: self.request.get(key) for key in ("customer", "duty")}
        return {**known, "history": history}


def fork_point(recording: Recording, turn_number: int) -> ForkPoint:
    """The point before a turn, or behind the last one; raises NothingRecorded, NotPlayable."""
    turns = recording.turns
    if not turns or not 1 <= turn_number <= len(turns) + 1:
        raise NothingRecorded(f"{recording.conversation_id} has no turn {turn_number}")
    behind = turn_number > len(turns)
    turn = turns[-1] if behind else turns[turn_number - 1]
    if turn.request is None:
        raise NotPlayable(f"turn {turn.number} was stored by an older version and cannot be played again")
    if behind:
        request = {**turn.request, "history": {**turn.request.get("history", {}), "waited_s": 0.0}}
        request["history"]["said_while_agent_held"] = []
        return ForkPoint(turn.record.get("state"), turn.finished_at, turn.finished_at, request)
    before = turns[turn_number - 2].finished_at if turn_number > 1 else recording.opened_at
    return ForkPoint(turn.state_before, turn.started_at, before, turn.request)


def _last_id(turn: RecordedTurn) -> str:
    messages = (turn.request or {}).get("messages") or [{}]
    return str(messages[-1].get("message_id"))

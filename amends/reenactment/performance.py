"""Performs one recorded conversation: each customer turn is said, and its record awaited, in order."""

import asyncio
import time
from dataclasses import dataclass
from typing import Any

from amends.records.database import Database
from amends.records.transcripts import Transcript, read_transcript
from amends.reenactment.chat import Chat, ChatRefused, Opened
from amends.reenactment.source import Dialogue

LOOK_EVERY_S = 0.08


class TurnLost(Exception):
    """A customer's turn got no record in time, or was given up on by the desk."""


@dataclass(frozen=True)
class PerformedTurn:
    """One customer turn and the assistant's whole record of it; `waited_ms` is what the customer waited."""

    text: str
    record: dict[str, Any]
    waited_ms: float


@dataclass(frozen=True)
class Performance:
    """What came of one dialogue; `error` says why it ended early, if it did."""

    dialogue: Dialogue
    conversation_id: str | None
    turns: tuple[PerformedTurn, ...]
    transcript: Transcript | None
    error: str | None


class Performer:
    """Performs dialogues over the chat interface and reads what happened from the records."""

    def __init__(self, chat: Chat, database: Database, patience_s: float) -> None:
        self._chat = chat
        self._database = database
        self._patience_s = patience_s

    async def perform(self, dialogue: Dialogue) -> Performance:
        """Perform a whole dialogue; an error ends it and is kept, it is not raised."""
        turns: list[PerformedTurn] = []
        opened: Opened | None = None
        error = None
        try:
            opened = await self._chat.open()
            for text in dialogue.texts:
                turns.append(await self._perform_turn(opened, text))
        except (ChatRefused, TurnLost) as trouble:
            error = f"turn {len(turns) + 1}: {trouble}"
        conversation_id = opened.conversation_id if opened else None
        transcript = await asyncio.to_thread(self._transcript, conversation_id)
        return Performance(dialogue, conversation_id, tuple(turns), transcript, error)

    async def _perform_turn(self, opened: Opened, text: str) -> PerformedTurn:
        began = time.monotonic()
        client_id = await self._chat.say(opened, text)
        while time.monotonic() - began < self._patience_s:
            record = await asyncio.to_thread(self._record_of, opened.conversation_id, client_id)
            if record is not None:
                return PerformedTurn(text, record, (time.monotonic() - began) * 1000)
            await asyncio.sleep(LOOK_EVERY_S)
        raise TurnLost(f"no answer within {self._patience_s:g} s")

    def _record_of(self, conversation_id: str, client_id: str) -> dict[str, Any] | None:
        seen = self._transcript(conversation_id)
        message = next((m for m in seen.messages if m.client_id == client_id), None) if seen else None
        if seen is None or message is None or message.state == "waiting":
            return None
        if message.state == "dead":
            raise TurnLost("the desk gave up on it and left it to a person")
        return next((turn.record for turn in reversed(seen.turns) if message.id in turn.message_ids), None)

    def _transcript(self, conversation_id: str | None) -> Transcript | None:
        if conversation_id is None:
            return None
        with self._database.reading() as session:
            return read_transcript(session, conversation_id)

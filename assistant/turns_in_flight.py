"""Runs turns so that a lost client cannot stop one, a slow one ends, and a conversation has one at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

Turn = Callable[[], Awaitable[dict[str, Any]]]


class ConversationBusy(Exception):
    """A turn of this conversation is still running."""


class DeadlinePassed(Exception):
    """The turn took longer than it may; it was cancelled and has changed no state."""


class TurnsInFlight:
    """The turns this process is running now, by conversation.

    A turn runs in its own task: Sanic cancels the request handler when the client goes away, and a turn that
    has already called an action must reach its end all the same.
    """

    def __init__(self, deadline_s: float) -> None:
        self._deadline_s = deadline_s
        self._tasks: dict[str, asyncio.Task[Any]] = {}

    async def run(self, conversation_id: str, turn: Turn) -> dict[str, Any]:
        """Run one turn to its end and give its record.

        Raises ConversationBusy or DeadlinePassed, or whatever the turn itself raises.
        """
        if conversation_id in self._tasks:
            raise ConversationBusy
        task = asyncio.ensure_future(self._until_deadline(turn))
        self._tasks[conversation_id] = task
        task.add_done_callback(lambda done: self._ended(conversation_id, done))
        return await asyncio.shield(task)

    async def _until_deadline(self, turn: Turn) -> dict[str, Any]:
        try:
            return await asyncio.wait_for(turn(), self._deadline_s)
        except asyncio.TimeoutError:
            raise DeadlinePassed from None

    def _ended(self, conversation_id: str, task: asyncio.Task[Any]) -> None:
        del self._tasks[conversation_id]
        # When the client is gone nobody awaits the task; looking at its error keeps asyncio from printing it.
        if not task.cancelled():
            task.exception()

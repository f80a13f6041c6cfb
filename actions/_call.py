"""One call of an action: read from the tracker, done in a thread, and answered without ever raising."""

from __future__ import annotations

import asyncio
import logging
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet

from actions._desk import Desk
from actions._rehearsal import MARK, Rehearsal, rehearsal_of
from amends.records.conversations import ensure_conversation
from amends.records.database import Session
from amends.records.receipts import once

Events = list[dict[str, Any]]

logger = logging.getLogger(__name__)

SHELL = "shell"
UNEXPECTED = "something went wrong on our side"


class ActionFailed(Exception):
    """An action cannot do what it was asked; its message is plain words without personal data."""


@dataclass(frozen=True)
class Call:
    """One call of an action: for which message, with which arguments, and when."""

    conversation_id: str
    message_id: str
    action: str
    arguments: Mapping[str, Any]
    at: datetime
    rehearsal: Rehearsal | None = None


async def answer(
    action: str, tracker: Tracker, desk: Callable[[], Desk], work: Callable[[Desk, Call], dict[str, Any]]
) -> Events:
    """Do an action's work in a thread and set the `receipt` slot; a failure becomes {ok: false, error}."""
    try:
        receipt = await asyncio.to_thread(_work, action, tracker, desk, work)
    except ActionFailed as failure:
        receipt = {"ok": False, "action": action, "error": str(failure)}
    except Exception as error:
        # Only the place is logged: messages of database errors may quote what the customer said.
        place = "".join(traceback.format_tb(error.__traceback__)[-3:])
        logger.error("%s failed with %s at\n%s", action, type(error).__name__, place)
        receipt = {"ok": False, "action": action, "error": UNEXPECTED}
    return [SlotSet("receipt", receipt)]


def effect(desk: Desk, call: Call, change: Callable[[Session], dict[str, Any]]) -> dict[str, Any]:
    """Change the records once per message, in one transaction with the receipt that proves it.

    A rehearsal answers from the record, or changes the records in a transaction that is rolled back.
    """
    if call.rehearsal is not None:
        return call.rehearsal.effect(desk, call, change)
    with desk.database.session() as session:
        # The desk knows every conversation it sends; only a plain Rasa shell brings one nobody has opened.
        ensure_conversation(session, call.conversation_id, origin=SHELL, at=call.at)

        def change_once() -> dict[str, Any]:
            return {"ok": True, "action": call.action, **change(session)}

        return once(session, call.conversation_id, call.message_id, call.action, change_once, at=call.at)


def _work(
    action: str, tracker: Tracker, desk: Callable[[], Desk], work: Callable[[Desk, Call], dict[str, Any]]
) -> dict[str, Any]:
    here = desk()
    return work(here, _read_call(action, tracker, here.now()))


def _read_call(action: str, tracker: Tracker, now: datetime) -> Call:
    message_id = tracker.latest_message.get("message_id")
    if not message_id or not isinstance(message_id, str):
        raise ActionFailed("the message has no id, so it could not be kept from counting twice")
    state = tracker.slots.get("amends_state")
    agenda = state.get("agenda") if isinstance(state, Mapping) else None
    step = agenda[0] if isinstance(agenda, list) and agenda else None
    arguments = step.get("arguments") if isinstance(step, Mapping) else None
    if not isinstance(arguments, Mapping):
        raise ActionFailed("the action was called without arguments")
    rehearsal = rehearsal_of(tracker)
    # A rehearsal runs under a name of its own, so that it never meets the conversation's own turn.
    conversation_id = tracker.sender_id.partition(MARK)[0]
    at = rehearsal.at if rehearsal and rehearsal.at else now
    return Call(conversation_id, message_id, action, arguments, at, rehearsal)

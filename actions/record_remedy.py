"""Records the remedy that the customer accepted, with the promise that comes with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions._call import ActionFailed, Call, Events, answer, effect
from actions._desk import Desk, the_desk
from amends.records.agreements import agree_remedy
from amends.records.cases import UnknownCase
from amends.records.database import Session


class RecordRemedy(Action):
    """`action_record_remedy`: the receipt holds the promise with its due time."""

    def __init__(self, desk: Callable[[], Desk] = the_desk) -> None:
        self.desk = desk

    def name(self) -> str:
        """The name in the domain."""
        return "action_record_remedy"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        """Write the remedy into the case, once per message."""
        return await answer(self.name(), tracker, self.desk, record)


def record(desk: Desk, call: Call) -> dict[str, Any]:
    """Write the remedy and its promise into the case."""
    if not isinstance(call.arguments.get("remedy"), str):
        raise ActionFailed("no remedy was named")

    def change(session: Session) -> dict[str, Any]:
        return agree_remedy(
            session,
            call.conversation_id,
            call.arguments,
            message_id=call.message_id,
            hours=desk.hours,
            at=call.at,
        )

    try:
        return effect(desk, call, change)
    except UnknownCase as unknown:
        raise ActionFailed("there is no case to record the remedy in") from unknown

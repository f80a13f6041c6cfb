"""Asks for a person, and when nobody is on duty promises that one will get in touch."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions._call import ActionFailed, Call, Events, answer, effect
from actions._desk import Desk, the_desk
from amends.records.database import Session
from amends.records.escalations import UnknownReason, escalate


class RequestHandoff(Action):
    """`action_request_handoff`: the receipt names the handoff, the case, who is on duty and any promise."""

    def __init__(self, desk: Callable[[], Desk] = the_desk) -> None:
        self.desk = desk

    def name(self) -> str:
        """The name in the domain."""
        return "action_request_handoff"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        """Put the conversation in the agents' queue, once per message."""
        return await answer(self.name(), tracker, self.desk, request)


def request(desk: Desk, call: Call) -> dict[str, Any]:
    """Request the handoff together with its case and, when needed, its callback."""

    def change(session: Session) -> dict[str, Any]:
        return escalate(
            session,
            call.conversation_id,
            call.arguments,
            message_id=call.message_id,
            hours=desk.hours,
            presence_window_s=desk.presence_window_s,
            at=call.at,
        )

    try:
        return effect(desk, call, change)
    except UnknownReason as unknown:
        raise ActionFailed(str(unknown)) from unknown

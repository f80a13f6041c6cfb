"""Logs the customer's complaint as a case, or adds to the case it already has."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions._call import ActionFailed, Call, Events, answer, effect
from actions._desk import Desk, the_desk
from amends.casework.complaint import IncompleteComplaint
from amends.records.complaints import put_on_record, unfinished_case
from amends.records.database import Session


class LogComplaint(Action):
    """`action_log_complaint`: the receipt names the case and says whether it is new."""

    def __init__(self, desk: Callable[[], Desk] = the_desk) -> None:
        self.desk = desk

    def name(self) -> str:
        """The name in the domain."""
        return "action_log_complaint"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        """Put the complaint on record, once per message."""
        return await answer(self.name(), tracker, self.desk, log)


def log(desk: Desk, call: Call) -> dict[str, Any]:
    """Log the complaint or add to its case."""

    def change(session: Session) -> dict[str, Any]:
        complaint = dict(call.arguments)
        if not complaint.get("reference"):
            # The assistant does not know of a case that it opened in a turn that was left unsaid.
            case = unfinished_case(session, call.conversation_id)
            complaint["reference"] = case.reference if case else None
        case, created = put_on_record(session, call.conversation_id, complaint, at=call.at)
        return {"case_reference": case.reference, "created": created}

    try:
        return effect(desk, call, change)
    except IncompleteComplaint as missing:
        raise ActionFailed(str(missing)) from missing

"""Actions of a rehearsed turn: answered from the record, or done in a transaction that is rolled back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from rasa_sdk import Tracker

from actions._desk import Desk
from amends.records.conversations import ensure_conversation
from amends.records.database import Session
from amends.records.receipts import find_receipt
from amends.records.rehearsing import as_it_stood, rehearsing, with_on_duty, with_other_numbers

if TYPE_CHECKING:
    from actions._call import Call

# As in assistant/rehearsal_request.py: a rehearsal is named after its conversation, with this and a number.
MARK = "~"
ORIGIN = "rehearsal"

Change = Callable[[Session], dict[str, Any]]


@dataclass(frozen=True)
class Rehearsal:
    """How a call is rehearsed.

    `at` is the present of the rehearsal, and the records are taken as they stood at `as_of`; `receipts` are
    what the turn's actions answered when it was real, `earlier` the calls of rehearsed turns before.
    """

    at: datetime | None = None
    as_of: datetime | None = None
    receipts: tuple[Mapping[str, Any], ...] = ()
    earlier: tuple[Mapping[str, Any], ...] = ()
    agents_on_duty: int | None = None
    session: Session | None = None

    def recorded(self, action: str) -> dict[str, Any] | None:
        """What this action answered in the turn that is played again, if it was called."""
        found = (one.get("receipt") for one in self.receipts if one.get("action") == action)
        return next((dict(one) for one in found if isinstance(one, Mapping)), None)

    def effect(self, desk: Desk, call: Call, change: Change) -> dict[str, Any]:
        """The receipt of a call; what is neither recorded nor on record is tried and undone."""
        if self.session is not None:
            return {"ok": True, "action": call.action, **change(self.session)}
        # Once something was tried that never happened, the record no longer fits what comes after it.
        known = None if self.earlier else self.recorded(call.action)
        if known is not None:
            return known
        with rehearsing(desk.database) as session:
            where = (call.conversation_id, call.message_id, call.action)
            stored = None if self.earlier else find_receipt(session, *where)
            return stored if stored is not None else self._try(session, desk, call, change)

    def _try(self, session: Session, desk: Desk, call: Call, change: Change) -> dict[str, Any]:
        ensure_conversation(session, call.conversation_id, origin=ORIGIN, at=call.at)
        with_other_numbers(session, call.at.year)
        if self.as_of is not None:
            as_it_stood(session, call.conversation_id, self.as_of)
        if self.agents_on_duty is not None:
            with_on_duty(session, self.agents_on_duty, call.at)
        for one in self.earlier:
            _again(one, desk, call, session)
        return {"ok": True, "action": call.action, "rehearsed": True, **change(session)}


def rehearsal_of(tracker: Tracker) -> Rehearsal | None:
    """How the turn of this tracker is rehearsed; None when it is real. Raises ValueError for a broken one."""
    metadata = tracker.latest_message.get("metadata")
    told = metadata.get("rehearsal") if isinstance(metadata, Mapping) else None
    if not isinstance(told, Mapping):
        # Whatever got lost on the way: what runs under a rehearsal's name must never be kept.
        return Rehearsal() if MARK in tracker.sender_id else None
    duty = metadata.get("duty") if isinstance(metadata, Mapping) else None
    on_duty = duty.get("agents_on_duty") if isinstance(duty, Mapping) else None
    return Rehearsal(
        at=_moment(told.get("at")),
        as_of=_moment(told.get("as_of")),
        receipts=tuple(told.get("receipts") or ()),
        earlier=tuple(told.get("earlier") or ()),
        agents_on_duty=on_duty if isinstance(on_duty, int) else None,
    )


def _moment(text: object) -> datetime | None:
    return datetime.fromisoformat(text) if isinstance(text, str) else None


def _again(earlier: Mapping[str, Any], desk: Desk, call: Call, session: Session) -> None:
    """Do in this session what an earlier turn of the rehearsal did in one that was rolled back."""
    work = _works().get(str(earlier.get("action")))
    if work is None:
        return
    before = replace(
        call,
        message_id=str(earlier.get("message_id")),
        action=str(earlier["action"]),
        arguments=earlier.get("arguments") or {},
        at=_moment(earlier.get("at")) or call.at,
        rehearsal=Rehearsal(session=session),
    )
    work(desk, before)


def _works() -> dict[str, Callable[[Desk, Call], dict[str, Any]]]:
    """What each action with an effect does; asked for late, because they all import this module's user."""
    from actions import log_complaint, record_remedy, request_handoff

    return {
        "action_log_complaint": log_complaint.log,
        "action_record_remedy": record_remedy.record,
        "action_request_handoff": request_handoff.request,
    }

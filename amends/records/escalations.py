"""Escalations: a handoff with everything that belongs to it (case, honest wait, callback) written as one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from amends.casework.clocks import BusinessHours
from amends.casework.complaint import FLAGS
from amends.casework.handoff import HANDOFF_REASONS, expected_wait_s
from amends.records.agreements import describe
from amends.records.callbacks import can_be_reached, give_callback
from amends.records.complaints import latest_case, put_on_record, save_contact_from
from amends.records.handoffs import last_handoff, recent_waits_s, request_handoff
from amends.records.tables import Case, Handoff
from amends.records.users import count_agents_on_duty


class UnknownReason(ValueError):
    """The reason given is none that a handoff can have."""


def escalate(
    session: Session,
    conversation_id: str,
    arguments: Mapping[str, Any],
    *,
    message_id: str,
    hours: BusinessHours,
    presence_window_s: float,
    at: datetime,
) -> dict[str, Any]:
    """Ask for a person, with the case logged and a callback promised when nobody is on duty.

    A second call in a conversation updates its one open handoff, so that contact details given later
    still get their promise. With `callback_only` in the arguments an expired handoff stays as it is and
    only its callback is promised, whoever is on duty. Raises UnknownReason.
    """
    reason = arguments.get("reason")
    if reason not in HANDOFF_REASONS:
        raise UnknownReason(f"{reason!r} is no reason for a handoff")
    case = _case(session, conversation_id, arguments, reason, at)
    reference = case.reference if case else None
    handoff = _expired(session, conversation_id) if arguments.get("callback_only") else None
    owed = handoff is not None
    if handoff is None:
        handoff, _ = request_handoff(
            session,
            conversation_id,
            reason=reason,
            summary=str(arguments.get("summary") or ""),
            at=at,
            case_reference=reference,
        )
    on_duty = 0 if owed else count_agents_on_duty(session, at, presence_window_s)
    promise = None
    if not on_duty and can_be_reached(session, conversation_id):
        given = give_callback(session, conversation_id, reference, hours=hours, message_id=message_id, at=at)
        promise = describe(given, at, hours)
    return _receipt(session, handoff, on_duty, promise)


def _case(
    session: Session, conversation_id: str, arguments: Mapping[str, Any], reason: str, at: datetime
) -> Case | None:
    known = latest_case(session, conversation_id)
    words = arguments.get("narrative") or (None if known else arguments.get("summary"))
    if not isinstance(words, str) or not words.strip():
        save_contact_from(session, conversation_id, arguments, at)
        return known
    flags = [flag for flag in FLAGS if flag == reason]
    complaint = {**arguments, "narrative": words, "reference": known.reference if known else None}
    case, _ = put_on_record(session, conversation_id, complaint, at=at, flags=flags)
    return case


def _expired(session: Session, conversation_id: str) -> Handoff | None:
    last = last_handoff(session, conversation_id)
    return last if last is not None and last.status == "expired" else None


def _receipt(
    session: Session, handoff: Handoff, on_duty: int, promise: dict[str, Any] | None
) -> dict[str, Any]:
    return {
        "handoff_id": handoff.id,
        "status": handoff.status,
        "case_reference": handoff.case_reference,
        "agents_on_duty": on_duty,
        "expected_wait_s": expected_wait_s(recent_waits_s(session)) if on_duty else None,
        "promise": promise,
    }

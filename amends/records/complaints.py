"""Complaints on record: logging what a customer said in the right case, and asking for a person about it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from amends.casework.case import FINISHED
from amends.casework.complaint import Complaint
from amends.records.cases import add_to_case, cases_of, find_case, log_case
from amends.records.conversations import lock_conversation
from amends.records.customers import save_contact
from amends.records.tables import Case


def put_on_record(
    session: Session,
    conversation_id: str,
    arguments: Mapping[str, Any],
    *,
    at: datetime,
    flags: Collection[str] = (),
) -> tuple[Case, bool]:
    """Log a complaint, or add it to the customer's own case that is named; True when a case was opened.

    Raises amends.casework.complaint.IncompleteComplaint without the customer's own words.
    """
    complaint = Complaint.from_arguments(arguments, flags)
    save_contact_from(session, conversation_id, arguments, at)
    known = own_case(session, conversation_id, arguments.get("reference"))
    if known is not None:
        return add_to_case(session, known.reference, complaint, at=at, flags=flags), False
    return log_case(session, conversation_id, complaint, at=at, flags=flags), True


def own_case(session: Session, conversation_id: str, reference: object) -> Case | None:
    """The case with a reference, if it belongs to this conversation or to its customer.

    A reference is easy to guess, so naming one must not open another customer's case.
    """
    case = find_case(session, reference) if isinstance(reference, str) else None
    if case is None:
        return None
    customer_id = lock_conversation(session, conversation_id).customer_id
    same_customer = customer_id is not None and case.customer_id == customer_id
    return case if case.conversation_id == conversation_id or same_customer else None


def latest_case(session: Session, conversation_id: str) -> Case | None:
    """The newest case of a conversation, or None."""
    found = cases_of(session, conversation_id)
    return found[-1] if found else None


def unfinished_case(session: Session, conversation_id: str) -> Case | None:
    """The newest case of a conversation unless it is finished, or None."""
    case = latest_case(session, conversation_id)
    return case if case is not None and case.stage not in FINISHED else None


def save_contact_from(
    session: Session, conversation_id: str, arguments: Mapping[str, Any], at: datetime
) -> None:
    """Keep the name and the contact (an e-mail address or a phone number) among an action's arguments."""
    name, contact = _text(arguments.get("name")), _text(arguments.get("contact"))
    if name is None and contact is None:
        return
    email = contact if contact is not None and "@" in contact else None
    phone = contact if email is None else None
    customer = save_contact(session, conversation_id, at=at, name=name, email=email, phone=phone)
    for case in cases_of(session, conversation_id):
        case.customer_id = case.customer_id or customer.id


def _text(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None

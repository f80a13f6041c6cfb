"""Agreements: the remedy a customer accepted, written into the case with the promise that comes with it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from amends.casework.clocks import BusinessHours
from amends.casework.promise import Word
from amends.casework.remedy import remedy_word
from amends.records.cases import UnknownCase, add_entry, lock_case
from amends.records.complaints import latest_case, own_case, save_contact_from
from amends.records.promises import find_open_promise, make_promise
from amends.records.tables import Promise


def agree_remedy(
    session: Session,
    conversation_id: str,
    arguments: Mapping[str, Any],
    *,
    message_id: str,
    hours: BusinessHours,
    at: datetime,
) -> dict[str, Any]:
    """Record {case_reference, remedy, details?, contact?}, and return what the receipt says of it.

    Raises UnknownCase for a case that is not this customer's.
    """
    save_contact_from(session, conversation_id, arguments, at)
    reference = arguments.get("case_reference")
    known = (
        own_case(session, conversation_id, reference) if reference else latest_case(session, conversation_id)
    )
    if known is None:
        raise UnknownCase(str(reference))
    case = lock_case(session, known.reference)
    word = remedy_word(str(arguments["remedy"]), at, hours)
    case.remedy_offered = str(arguments["remedy"])
    add_entry(session, case.reference, "remedy", _agreed(case.remedy_offered, arguments.get("details")), at)
    promise = give_word(session, conversation_id, word, case.reference, message_id, at)
    return {"case_reference": case.reference, "promise": describe(promise, at, hours)}


def _agreed(remedy: str, details: object) -> str:
    # Details are the customer's own words; they belong in the case and not into a sentence that promises.
    words = details.strip() if isinstance(details, str) else ""
    name = remedy.replace("_", " ")
    return f"agreed on: {name}; the customer said: {words}" if words else f"agreed on: {name}"


def give_word(
    session: Session,
    conversation_id: str,
    word: Word,
    case_reference: str | None,
    message_id: str,
    at: datetime,
) -> Promise:
    """Make a promise, or find the open one of the same deed: its due time does not move."""
    earlier = find_open_promise(session, conversation_id, word.what)
    if earlier is not None:
        return earlier
    if case_reference is not None:
        add_entry(session, case_reference, "promise", f"{word.who}: {word.what}", at)
    return make_promise(
        session, conversation_id, word, at=at, case_reference=case_reference, message_id=message_id
    )


def describe(promise: Promise, now: datetime, hours: BusinessHours) -> dict[str, Any]:
    """A promise as receipts hold it, with the due time in plain words."""
    word = Word(promise.who, promise.what, promise.due_at)
    return {
        "id": promise.id,
        "who": promise.who,
        "what": promise.what,
        "due_at": promise.due_at.isoformat(),
        "due_text": word.due_text(now, hours),
    }

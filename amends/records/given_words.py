"""Words that an agent gives in a message: each goes on record together with the message that gives it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from amends.casework.promise import Word
from amends.records.cases import add_entry
from amends.records.complaints import latest_case
from amends.records.promises import make_promise, promises_of
from amends.records.tables import Promise


def keep_words(
    session: Session, conversation_id: str, given: Iterable[Word], *, message_id: str, at: datetime
) -> list[Promise]:
    """Record each word as a promise of the message; the same deed by the same time is promised once.

    The same deed by another time is another promise, because both times were said to the customer.
    """
    case = latest_case(session, conversation_id)
    reference = case.reference if case else None
    standing = {
        (one.what, one.due_at) for one in promises_of(session, conversation_id) if one.status == "open"
    }
    made = []
    for word in given:
        if (word.what, word.due_at) in standing:
            continue
        standing.add((word.what, word.due_at))
        if reference is not None:
            add_entry(session, reference, "promise", f"{word.who}: {word.what}", at)
        made.append(
            make_promise(
                session, conversation_id, word, at=at, case_reference=reference, message_id=message_id
            )
        )
    return made

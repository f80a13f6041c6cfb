"""One conversation with everything that belongs to it; read only."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from amends.records.tables import (
    Case,
    CaseEntry,
    Conversation,
    Customer,
    Handoff,
    Message,
    Promise,
    Turn,
    User,
)


@dataclass(frozen=True)
class Transcript:
    """A conversation, its log in order, and what was recorded about it; `names` are those of agents."""

    conversation: Conversation
    customer: Customer | None
    messages: list[Message]
    turns: list[Turn]
    handoffs: list[Handoff]
    cases: list[Case]
    case_entries: list[CaseEntry]
    promises: list[Promise]
    names: dict[int, str]


def read_transcript(session: Session, conversation_id: str) -> Transcript | None:
    """Everything about a conversation, or None when there is no such conversation.

    The rows belong to no session any more, so that a page can be made of them after it has ended.
    """
    conversation = session.get(Conversation, conversation_id)
    if conversation is None:
        return None

    def all_of(table: Any, *order: Any) -> list[Any]:
        query = select(table).where(table.conversation_id == conversation_id).order_by(*order)
        return _detached(session, session.scalars(query))

    customer_id = conversation.customer_id
    cases = all_of(Case, Case.opened_at)
    references = [case.reference for case in cases]
    entries = select(CaseEntry).where(CaseEntry.case_reference.in_(references)).order_by(CaseEntry.id)
    customer = session.get(Customer, customer_id) if customer_id else None
    names = {user_id: name for user_id, name in session.execute(select(User.id, User.name))}
    transcript = Transcript(
        conversation=conversation,
        customer=customer,
        messages=all_of(Message, Message.seq),
        turns=all_of(Turn, Turn.number),
        handoffs=all_of(Handoff, Handoff.id),
        cases=cases,
        case_entries=_detached(session, session.scalars(entries)),
        promises=all_of(Promise, Promise.due_at, Promise.id),
        names=names,
    )
    _detached(session, [conversation, *([customer] if customer else [])])
    return transcript


def _detached(session: Session, rows: Iterable[Any]) -> list[Any]:
    found = list(rows)
    for row in found:
        session.expunge(row)
    return found

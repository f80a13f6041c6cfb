"""One conversation with everything that belongs to it, and the list of conversations; read only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session

from amends.deescalation.bands import band_of
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

    @property
    def open_handoff(self) -> Handoff | None:
        """The handoff that has not ended, if there is one."""
        return next((handoff for handoff in self.handoffs if handoff.ended_at is None), None)


@dataclass(frozen=True)
class Listed:
    """One line of the list of conversations; `peak` is the highest ledger score of its turns."""

    conversation_id: str
    customer_name: str | None
    opened_at: datetime
    turn_count: int
    holder: str
    closed: bool
    first_words: str
    peak: float | None
    peak_band: str | None
    reason: str | None
    case_reference: str | None
    category: str | None


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


def fingerprint(session: Session, conversation_id: str) -> str:
    """Changes whenever the conversation would look different; cheap enough to ask for every second."""
    row = session.execute(
        select(
            Conversation.next_seq,
            Conversation.turn_count,
            Conversation.holder,
            Conversation.fence,
            Conversation.closed_at,
            Customer.name,
            Customer.email,
            Customer.phone,
            select(func.max(Handoff.id)).where(Handoff.conversation_id == conversation_id).scalar_subquery(),
        )
        .outerjoin(Customer, Customer.id == Conversation.customer_id)
        .where(Conversation.id == conversation_id)
    ).one_or_none()
    return repr(tuple(row)) if row else ""


def list_conversations(
    session: Session,
    *,
    search: str = "",
    band: str = "",
    reason: str = "",
    limit: int = 50,
    offset: int = 0,
) -> list[Listed]:
    """Conversations newest first, narrowed by words said in them, by peak band, or by handoff reason.

    A case reference or a conversation id may be searched for as well.
    """
    peak = _per_conversation(func.max(Turn.record["ledger"]["score"].as_float()), Turn)
    query = select(Conversation, Customer.name, peak.label("peak")).outerjoin(
        Customer, Customer.id == Conversation.customer_id
    )
    if search:
        query = query.where(_says(search))
    if band:
        low, high = BAND_LIMITS[band]
        query = query.where(func.coalesce(peak, -1.0) >= low, peak < high)
    if reason:
        query = query.where(_belongs(Handoff, Handoff.reason == reason))
    query = query.order_by(Conversation.opened_at.desc(), Conversation.id).limit(limit).offset(offset)
    rows = session.execute(query).all()
    return [_listed(session, conversation, name, score) for conversation, name, score in rows]


BAND_LIMITS = {
    "calm": (0.0, 0.25),
    "irritated": (0.25, 0.5),
    "frustrated": (0.5, 0.75),
    "hostile": (0.75, 1.01),
}


def _per_conversation(what: Any, table: Any) -> Any:
    inner = select(what).where(table.conversation_id == Conversation.id)
    return inner.correlate(Conversation).scalar_subquery()


def _belongs(table: Any, condition: Any) -> Any:
    return exists().where(table.conversation_id == Conversation.id, condition)


def _says(search: str) -> Any:
    escaped = search.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    pattern = f"%{escaped}%"
    return or_(
        _belongs(Message, Message.text.ilike(pattern, escape="\\")),
        _belongs(Case, Case.reference.ilike(pattern, escape="\\")),
        Customer.name.ilike(pattern, escape="\\"),
        Conversation.id == search,
    )


def _listed(session: Session, conversation: Conversation, name: str | None, peak: float | None) -> Listed:
    mine = conversation.id
    first = session.scalar(
        select(Message.text)
        .where(Message.conversation_id == mine, Message.author == "customer")
        .order_by(Message.seq)
        .limit(1)
    )
    handoff = session.scalar(
        select(Handoff.reason).where(Handoff.conversation_id == mine).order_by(Handoff.id.desc()).limit(1)
    )
    case = session.execute(
        select(Case.reference, Case.category).where(Case.conversation_id == mine).limit(1)
    ).one_or_none()
    return Listed(
        conversation_id=mine,
        customer_name=name,
        opened_at=conversation.opened_at,
        turn_count=conversation.turn_count,
        holder=conversation.holder,
        closed=conversation.closed_at is not None,
        first_words=first or "",
        peak=peak,
        peak_band=None if peak is None else band_of(peak),
        reason=handoff,
        case_reference=case[0] if case else None,
        category=case[1] if case else None,
    )

"""The agents' queue as it stands: every open handoff with what an agent needs to choose one."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from amends.records.tables import Case, Conversation, Customer, Handoff, Message, Turn, User


@dataclass(frozen=True)
class QueueEntry:
    """An open handoff; `score` (0..1) and `band` are the ledger's after the last turn.

    `unanswered` says that the last word is the customer's.
    """

    handoff_id: int
    conversation_id: str
    customer_name: str | None
    reason: str
    status: str
    summary: str
    narrative: str | None
    last_words: str | None
    unanswered: bool
    case_reference: str | None
    category: str | None
    severity: str | None
    score: float | None
    band: str | None
    requested_at: datetime
    agent_id: int | None
    agent_name: str | None


def open_handoffs(session: Session) -> list[QueueEntry]:
    """All handoffs that have not ended, oldest first."""
    rows = session.execute(
        select(Handoff, Case, Customer.name, User.name)
        .join(Conversation, Conversation.id == Handoff.conversation_id)
        .outerjoin(Customer, Customer.id == Conversation.customer_id)
        .outerjoin(Case, Case.reference == Handoff.case_reference)
        .outerjoin(User, User.id == Handoff.agent_id)
        .where(Handoff.ended_at.is_(None))
        .order_by(Handoff.requested_at, Handoff.id)
    ).all()
    conversation_ids = [handoff.conversation_id for handoff, *_ in rows]
    ledgers, words = _last_ledgers(session, conversation_ids), _last_words(session, conversation_ids)
    return [
        _entry(
            handoff,
            opened,
            customer,
            agent,
            ledgers.get(handoff.conversation_id, {}),
            words.get(handoff.conversation_id, (None, False)),
        )
        for handoff, opened, customer, agent in rows
    ]


def fingerprint(session: Session) -> str:
    """Changes whenever the queue would look different; cheap enough to ask for every second."""
    rows = session.execute(
        select(Handoff.id, Handoff.status, Handoff.agent_id, Conversation.next_seq, Customer.name)
        .join(Conversation, Conversation.id == Handoff.conversation_id)
        .outerjoin(Customer, Customer.id == Conversation.customer_id)
        .where(Handoff.ended_at.is_(None))
        .order_by(Handoff.id)
    ).all()
    return repr([tuple(row) for row in rows])


def _entry(
    handoff: Handoff,
    opened: Case | None,
    customer: str | None,
    agent: str | None,
    ledger: dict[str, Any],
    words: tuple[str | None, bool],
) -> QueueEntry:
    return QueueEntry(
        handoff_id=handoff.id,
        conversation_id=handoff.conversation_id,
        customer_name=customer,
        reason=handoff.reason,
        status=handoff.status,
        summary=handoff.summary,
        narrative=opened.narrative if opened else None,
        last_words=words[0],
        unanswered=words[1],
        case_reference=handoff.case_reference,
        category=opened.category if opened else None,
        severity=opened.severity if opened else None,
        score=ledger.get("score"),
        band=ledger.get("band"),
        requested_at=handoff.requested_at,
        agent_id=handoff.agent_id,
        agent_name=agent,
    )


def _last_ledgers(session: Session, conversation_ids: list[str]) -> dict[str, dict[str, Any]]:
    last = (
        select(Turn.conversation_id, func.max(Turn.number).label("number"))
        .where(Turn.conversation_id.in_(conversation_ids))
        .group_by(Turn.conversation_id)
        .subquery()
    )
    rows = session.execute(
        select(Turn.conversation_id, Turn.record).join(
            last, (last.c.conversation_id == Turn.conversation_id) & (last.c.number == Turn.number)
        )
    )
    return {conversation_id: record.get("ledger") or {} for conversation_id, record in rows}


def _last_words(session: Session, conversation_ids: list[str]) -> dict[str, tuple[str | None, bool]]:
    """What each customer said last, and whether nobody has said anything since."""
    by_customer = case((Message.author == "customer", Message.seq), else_=0)
    last = (
        select(
            Message.conversation_id,
            func.max(by_customer).label("customer_seq"),
            func.max(Message.seq).label("seq"),
        )
        .where(Message.conversation_id.in_(conversation_ids), Message.type == "message")
        .group_by(Message.conversation_id)
        .subquery()
    )
    same = (last.c.conversation_id == Message.conversation_id) & (last.c.customer_seq == Message.seq)
    rows = session.execute(
        select(Message.conversation_id, Message.text, last.c.customer_seq == last.c.seq).join(last, same)
    )
    return {conversation_id: (text, bool(last_word)) for conversation_id, text, last_word in rows}

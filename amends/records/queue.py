"""The agents' queue as it stands: every open handoff with what an agent needs to choose one."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from amends.records.tables import Case, Conversation, Customer, Handoff, Turn, User


@dataclass(frozen=True)
class QueueEntry:
    """An open handoff; `score` (0..1) and `band` are the conversation's ledger after its last turn."""

    handoff_id: int
    conversation_id: str
    customer_name: str | None
    reason: str
    status: str
    summary: str
    narrative: str | None
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
    ledgers = _last_ledgers(session, [handoff.conversation_id for handoff, *_ in rows])
    return [
        _entry(handoff, case, customer, agent, ledgers.get(handoff.conversation_id, {}))
        for handoff, case, customer, agent in rows
    ]


def fingerprint(session: Session) -> str:
    """Changes whenever the queue would look different; cheap enough to ask for every second."""
    rows = session.execute(
        select(Handoff.id, Handoff.status, Handoff.agent_id, Conversation.turn_count)
        .join(Conversation, Conversation.id == Handoff.conversation_id)
        .where(Handoff.ended_at.is_(None))
        .order_by(Handoff.id)
    ).all()
    return repr([tuple(row) for row in rows])


def _entry(
    handoff: Handoff, case: Case | None, customer: str | None, agent: str | None, ledger: dict[str, Any]
) -> QueueEntry:
    return QueueEntry(
        handoff_id=handoff.id,
        conversation_id=handoff.conversation_id,
        customer_name=customer,
        reason=handoff.reason,
        status=handoff.status,
        summary=handoff.summary,
        narrative=case.narrative if case else None,
        case_reference=handoff.case_reference,
        category=case.category if case else None,
        severity=case.severity if case else None,
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

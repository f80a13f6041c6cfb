"""The agents' queue as it stands: open handoffs with what an agent needs to choose, and callbacks due."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from amends.casework.priority import Need, Urgency, judge_urgency
from amends.records.callbacks import CallbackDue as CallbackDue
from amends.records.callbacks import callbacks_due as callbacks_due
from amends.records.handoffs import count_failed
from amends.records.offers import count_passed_over, standing_offers
from amends.records.promises import PromiseCounts, count_promises_of
from amends.records.tables import Case, Conversation, Customer, Handoff, Message, Offer, Promise, Turn, User


@dataclass(frozen=True)
class QueueEntry:
    """An open handoff; `score` (0..1) and `band` are the ledger's after the last turn.

    `unanswered` says that the last word is the customer's, `due_at` when the present status must have led
    to another one, and `offered_to` whom it is shown to first.
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
    offered_to: int | None
    offered_to_name: str | None
    due_at: datetime | None
    open_promises: int
    broken_promises: int
    urgency: Urgency


def open_handoffs(session: Session, now: datetime) -> list[QueueEntry]:
    """All handoffs that have not ended, the most urgent first and of equals the one that waits longest."""
    rows = session.execute(
        select(Handoff, Case, Customer.name, User.name)
        .join(Conversation, Conversation.id == Handoff.conversation_id)
        .outerjoin(Customer, Customer.id == Conversation.customer_id)
        .outerjoin(Case, Case.reference == Handoff.case_reference)
        .outerjoin(User, User.id == Handoff.agent_id)
        .where(Handoff.ended_at.is_(None))
        .order_by(Handoff.requested_at, Handoff.id)
    ).all()
    around = _Around.of(session, [handoff for handoff, *_ in rows], now)
    entries = [_entry(handoff, opened, customer, agent, around) for handoff, opened, customer, agent in rows]
    return sorted(entries, key=lambda e: (-e.urgency.points, e.requested_at, e.handoff_id))


def fingerprint(session: Session) -> str:
    """Changes whenever the queue would look different; cheap enough to ask for every second."""
    rows = session.execute(
        select(
            Handoff.id,
            Handoff.status,
            Handoff.agent_id,
            Handoff.due_at,
            Conversation.next_seq,
            Customer.name,
            Offer.agent_id,
        )
        .join(Conversation, Conversation.id == Handoff.conversation_id)
        .outerjoin(Offer, (Offer.handoff_id == Handoff.id) & Offer.outcome.is_(None))
        .outerjoin(Customer, Customer.id == Conversation.customer_id)
        .where(Handoff.ended_at.is_(None))
        .order_by(Handoff.id)
    ).all()
    ended = session.scalar(select(func.count()).select_from(Handoff).where(Handoff.ended_at.is_not(None)))
    # Callbacks come and go with handoffs that end and with promises made or kept.
    promised = session.execute(select(func.count(), func.max(Promise.id)).where(Promise.status == "open"))
    return repr([*(tuple(row) for row in rows), ended, tuple(promised.one())])


@dataclass(frozen=True)
class _Around:
    """What stands around some handoffs: by conversation, and for offers by handoff."""

    now: datetime
    ledgers: Mapping[str, tuple[float | None, str | None]]
    words: Mapping[str, tuple[str | None, bool]]
    promises: Mapping[str, PromiseCounts]
    let_down: Mapping[str, int]
    offered: Mapping[int, tuple[int, str, datetime]]
    passed_over: Mapping[int, int]

    @classmethod
    def of(cls, session: Session, handoffs: Sequence[Handoff], now: datetime) -> _Around:
        ids = [handoff.conversation_id for handoff in handoffs]
        return cls(
            now,
            _last_ledgers(session, ids),
            _last_words(session, ids),
            count_promises_of(session, ids, now),
            count_failed(session, ids),
            standing_offers(session),
            count_passed_over(session, [handoff.id for handoff in handoffs]),
        )


def _entry(
    handoff: Handoff, opened: Case | None, customer: str | None, agent: str | None, around: _Around
) -> QueueEntry:
    conversation_id = handoff.conversation_id
    score, band = around.ledgers.get(conversation_id, (None, None))
    last_words, unanswered = around.words.get(conversation_id, (None, False))
    promises = around.promises.get(conversation_id, PromiseCounts(0, 0))
    offered_to, offered_to_name, offer_due_at = around.offered.get(handoff.id, (None, None, None))
    need = Need(
        reason=handoff.reason,
        severity=opened.severity if opened else None,
        score=score,
        waited_s=((handoff.accepted_at or around.now) - handoff.requested_at).total_seconds(),
        broken_promises=promises.broken,
        passed_over=around.passed_over.get(handoff.id, 0),
        let_down=around.let_down.get(conversation_id, 0),
    )
    return QueueEntry(
        handoff_id=handoff.id,
        conversation_id=conversation_id,
        customer_name=customer,
        reason=handoff.reason,
        status=handoff.status,
        summary=handoff.summary,
        narrative=opened.narrative if opened else None,
        last_words=last_words,
        unanswered=unanswered,
        case_reference=handoff.case_reference,
        category=opened.category if opened else None,
        severity=opened.severity if opened else None,
        score=score,
        band=band,
        requested_at=handoff.requested_at,
        agent_id=handoff.agent_id,
        agent_name=agent,
        offered_to=offered_to,
        offered_to_name=offered_to_name,
        due_at=offer_due_at or handoff.due_at,
        open_promises=promises.open,
        broken_promises=promises.broken,
        urgency=judge_urgency(need),
    )


def _last_ledgers(
    session: Session, conversation_ids: list[str]
) -> dict[str, tuple[float | None, str | None]]:
    last = (
        select(Turn.conversation_id, func.max(Turn.number).label("number"))
        .where(Turn.conversation_id.in_(conversation_ids))
        .group_by(Turn.conversation_id)
        .subquery()
    )
    rows = session.execute(
        select(Turn.conversation_id, Turn.score, Turn.band).join(
            last, (last.c.conversation_id == Turn.conversation_id) & (last.c.number == Turn.number)
        )
    )
    return {conversation_id: (score, band) for conversation_id, score, band in rows}


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

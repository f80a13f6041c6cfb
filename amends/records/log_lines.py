"""A conversation's log as agents read along: what came after a number, with the band it was read with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from amends.records.tables import (
    Conversation,
    Customer,
    Handoff,
    Message,
    Note,
    Offer,
    Promise,
    Turn,
    User,
    WrapUp,
)


@dataclass(frozen=True)
class LogLine:
    """One entry of the log; `read` says that nothing about it changes any more."""

    seq: int
    kind: str
    author: str
    text: str
    at: datetime
    offered: tuple[str, ...]
    agent_id: int | None
    agent_name: str | None
    band: str | None
    read: bool


def lines_after(session: Session, conversation_id: str, after: int = 0) -> list[LogLine]:
    """The entries above number `after`, in order.

    The band comes out of the records in SQL: whole turn records are large, and a page needs one word of each.
    """
    in_turn = Turn.record["reading"]["frustration"]["band"].as_string()
    in_message = Message.reading["frustration"]["band"].as_string()
    rows = session.execute(
        select(
            Message.seq,
            Message.type,
            Message.author,
            Message.text,
            Message.at,
            Message.buttons,
            Message.agent_id,
            User.name,
            in_message,
            in_turn,
            Message.state,
        )
        .outerjoin(Turn, Turn.id == Message.turn_id)
        .outerjoin(User, User.id == Message.agent_id)
        .where(Message.conversation_id == conversation_id, Message.seq > after)
        .order_by(Message.seq)
    )
    return [
        LogLine(
            seq=seq,
            kind=kind,
            author=author,
            text=text,
            at=at,
            offered=tuple(str(button.get("title", "")) for button in buttons or ()),
            agent_id=agent_id,
            agent_name=name,
            band=(by_itself or with_turn) if author == "customer" else None,
            read=state != "waiting",
        )
        for seq, kind, author, text, at, buttons, agent_id, name, by_itself, with_turn, state in rows
    ]


def customer_of_handed_over(session: Session, conversation_id: str) -> tuple[bool, str | None]:
    """Whether a person was ever asked for in a conversation, and its customer's name."""
    row = session.execute(
        select(Conversation.id, Customer.name)
        .outerjoin(Customer, Customer.id == Conversation.customer_id)
        .where(Conversation.id == conversation_id, exists().where(Handoff.conversation_id == conversation_id))
    ).one_or_none()
    return (True, row[1]) if row else (False, None)


def fingerprint(session: Session, conversation_id: str) -> str:
    """Changes whenever the conversation would look different to an agent; cheap enough for every second."""

    def of(table: Any, what: Any) -> Any:
        return select(what).where(table.conversation_id == conversation_id).scalar_subquery()

    waiting = select(func.count()).where(
        Message.conversation_id == conversation_id, Message.state == "waiting"
    )
    offered = (
        select(func.max(Offer.id))
        .join(Handoff, Handoff.id == Offer.handoff_id)
        .where(Handoff.conversation_id == conversation_id, Offer.outcome.is_(None))
    )
    wrapped = (
        select(func.count())
        .select_from(WrapUp)
        .join(Handoff, Handoff.id == WrapUp.handoff_id)
        .where(Handoff.conversation_id == conversation_id)
    )
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
            of(Handoff, func.max(Handoff.id)),
            of(Handoff, func.count(Handoff.ended_at)),
            of(Note, func.count(Note.id)),
            of(Promise, func.count(Promise.id)),
            of(Promise, func.max(Promise.status)),
            offered.scalar_subquery(),
            waiting.scalar_subquery(),
            wrapped.scalar_subquery(),
        )
        .outerjoin(Customer, Customer.id == Conversation.customer_id)
        .where(Conversation.id == conversation_id)
    ).one_or_none()
    return repr(tuple(row)) if row else ""

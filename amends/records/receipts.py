"""Receipts: doing an action's effect once, however often it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from amends.records.conversations import lock_conversation
from amends.records.tables import Message, Receipt


def once(
    session: Session,
    conversation_id: str,
    message_id: str,
    action: str,
    effect: Callable[[], dict[str, Any]],
    *,
    at: datetime,
) -> dict[str, Any]:
    """Run an effect in this transaction and keep its receipt; the second time give back the first receipt.

    A turn that was lost runs again, perhaps with one more message in the same burst and so under another
    message id: an earlier receipt whose message still waits for its answer is of that same turn.
    """
    lock_conversation(session, conversation_id)
    earlier = session.get(Receipt, (conversation_id, message_id, action)) or _of_unfinished_turn(
        session, conversation_id, action
    )
    if earlier is not None:
        return dict(earlier.receipt)
    receipt = effect()
    session.add(
        Receipt(conversation_id=conversation_id, message_id=message_id, action=action, receipt=receipt, at=at)
    )
    session.flush()
    return receipt


def receipts_of(session: Session, conversation_id: str) -> list[Receipt]:
    """All receipts of a conversation, the oldest first."""
    statement = select(Receipt).where(Receipt.conversation_id == conversation_id)
    return list(session.scalars(statement.order_by(Receipt.at)))


def _of_unfinished_turn(session: Session, conversation_id: str, action: str) -> Receipt | None:
    statement = (
        select(Receipt)
        .join(Message, Message.id == Receipt.message_id)
        .where(
            Receipt.conversation_id == conversation_id, Receipt.action == action, Message.state == "waiting"
        )
    )
    return session.scalar(statement.order_by(Receipt.at).limit(1))

"""Receipts: doing an action's effect once, however often it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from amends.records.conversations import lock_conversation
from amends.records.tables import Receipt


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

    An effect that raises leaves neither a row nor a receipt behind, so that trying again is safe.
    """
    lock_conversation(session, conversation_id)
    earlier = find_receipt(session, conversation_id, message_id, action)
    if earlier is not None:
        return earlier
    receipt = effect()
    session.add(
        Receipt(conversation_id=conversation_id, message_id=message_id, action=action, receipt=receipt, at=at)
    )
    session.flush()
    return receipt


def find_receipt(
    session: Session, conversation_id: str, message_id: str, action: str
) -> dict[str, Any] | None:
    """The receipt of an action's effect, or None when it had none."""
    found = session.get(Receipt, (conversation_id, message_id, action))
    return None if found is None else dict(found.receipt)

"""Messages that fail again and again: parting them from those that were only sent in the same burst."""

from __future__ import annotations

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session

from amends.records.batches import Batch
from amends.records.conversations import lock_conversation
from amends.records.leases import check_lease
from amends.records.log import WAITING
from amends.records.tables import Message, Receipt


def isolate(session: Session, batch: Batch) -> bool:
    """Have each message of a failing batch tried by itself from now on; False where that is not safe.

    Once an action of the batch has had its effect, its receipt stands under one of these messages. Tried
    apart, another message would not find it and might do the same again, so such a batch stays together.
    Raises LeaseLost.
    """
    lock_conversation(session, batch.conversation_id)
    check_lease(session, batch.conversation_id, batch.desk_id)
    done = exists().where(
        Receipt.conversation_id == batch.conversation_id, Receipt.message_id.in_(batch.ids)
    )
    if len(batch.messages) < 2 or session.scalar(select(done)):
        return False
    session.execute(
        update(Message).where(Message.id.in_(batch.ids), Message.state == WAITING).values(alone=True)
    )
    return True

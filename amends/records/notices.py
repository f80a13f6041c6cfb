"""Notices: what the desk itself tells a customer, stored in the log like everything else that was said."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from amends.records.batches import Batch, BatchOvertaken, Settled, bury
from amends.records.conversations import lock_conversation
from amends.records.handoffs import request_handoff
from amends.records.leases import Lessee, drop_lease
from amends.records.log import append, waiting_messages, was_noticed_since
from amends.records.tables import Conversation, Message


@dataclass(frozen=True)
class Notice:
    """A text, the buttons under it, and the name by which it is found again in the log."""

    name: str
    text: str
    buttons: Sequence[dict[str, Any]] = ()


@dataclass(frozen=True)
class Handing:
    """Why a conversation goes to a person without the assistant's doing, and what the customer is told."""

    reason: str
    summary: str
    notice: Notice


def tell(
    session: Session, conversation: Conversation, notice: Notice, *, new_id: Callable[[], str], at: datetime
) -> None:
    """Add a notice to the log of a locked conversation."""
    entry = Message(
        id=new_id(),
        type="notice",
        author="system",
        text=notice.text,
        buttons=list(notice.buttons),
        response=notice.name,
        at=at,
    )
    append(session, conversation, entry)


def tell_of_outage(
    session: Session,
    conversation_id: str,
    notice: Notice,
    person: Handing,
    *,
    new_id: Callable[[], str],
    at: datetime,
    lessee: Lessee | None = None,
) -> bool:
    """Tell a waiting customer once that the assistant is away; the queue takes who asked for a person.

    Says nothing where an agent holds the conversation or nothing waits; True when something was said. The
    lessee's lease ends, so that a desk whose assistant is there can answer.
    """
    conversation = lock_conversation(session, conversation_id)
    drop_lease(session, conversation_id, lessee)
    waiting = waiting_messages(session, conversation_id)
    if not waiting or conversation.holder == "agent":
        return False
    # The notice counts for as long as the message that waited then is still waiting, even over a restart.
    oldest = waiting[0].seq
    said = False
    if any(message.button_id == "request_agent" for message in waiting):
        said = _hand_over(session, conversation, person, oldest, new_id=new_id, at=at)
    elif not was_noticed_since(session, conversation_id, notice.name, oldest):
        tell(session, conversation, notice, new_id=new_id, at=at)
        said = True
    return said


def bury_and_tell(
    session: Session, batch: Batch, person: Handing, *, new_id: Callable[[], str], at: datetime
) -> Settled:
    """Give up on messages that the assistant cannot answer: a person is asked for and the customer told.

    Raises BatchOvertaken when a person has come by now, who reads them and needs no such notice.
    """
    conversation = lock_conversation(session, batch.conversation_id)
    if conversation.holder != "assistant":
        raise BatchOvertaken(conversation.id)
    settled = bury(session, batch)
    request_handoff(session, conversation.id, reason=person.reason, summary=person.summary, at=at)
    tell(session, conversation, person.notice, new_id=new_id, at=at)
    return settled


def _hand_over(
    session: Session,
    conversation: Conversation,
    person: Handing,
    since: int,
    *,
    new_id: Callable[[], str],
    at: datetime,
) -> bool:
    if was_noticed_since(session, conversation.id, person.notice.name, since):
        return False
    request_handoff(session, conversation.id, reason=person.reason, summary=person.summary, at=at)
    tell(session, conversation, person.notice, new_id=new_id, at=at)
    return True

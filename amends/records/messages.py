"""Messages: the numbered log of each conversation, and what in it waits for an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from amends.records.conversations import check_fence, lock_conversation
from amends.records.tables import Conversation, Message


class ClientIdReused(Exception):
    """A client sent another message under an id that it had already used."""


@dataclass(frozen=True)
class NewMessage:
    """A log entry about to be written; `state` is "waiting" for what a customer says to the assistant."""

    id: str
    author: str
    text: str
    at: datetime
    type: str = "message"
    buttons: Sequence[dict[str, Any]] = ()
    button_id: str | None = None
    client_id: str | None = None
    move: str | None = None
    response: str | None = None
    turn_id: int | None = None
    agent_id: int | None = None
    state: str | None = None
    reading: dict[str, Any] | None = None


@dataclass(frozen=True)
class Appended:
    """The stored message, and whether it is new (False when its client_id was known)."""

    message: Message
    created: bool


def append_message(
    session: Session, conversation_id: str, new: NewMessage, *, fence: int | None = None
) -> Appended:
    """Write the next entry of a log; a known client_id with the same content gives back the earlier entry.

    Raises UnknownConversation, ClientIdReused, and StaleFence when a fence is given that is no longer valid.
    """
    conversation = lock_conversation(session, conversation_id)
    if new.client_id is not None:
        earlier = by_client_id(session, conversation_id, new.client_id)
        if earlier is not None:
            if (earlier.text, earlier.button_id) != (new.text, new.button_id):
                raise ClientIdReused(new.client_id)
            return Appended(earlier, created=False)
    check_fence(conversation, fence)
    return Appended(write_next(session, conversation, new), created=True)


def write_next(session: Session, conversation: Conversation, new: NewMessage) -> Message:
    """Write an entry under the next number of a conversation that this transaction has locked."""
    message = Message(
        id=new.id,
        conversation_id=conversation.id,
        seq=conversation.next_seq,
        type=new.type,
        author=new.author,
        text=new.text,
        buttons=list(new.buttons),
        button_id=new.button_id,
        client_id=new.client_id,
        move=new.move,
        response=new.response,
        turn_id=new.turn_id,
        agent_id=new.agent_id,
        fence=conversation.fence,
        state=new.state,
        reading=new.reading,
        at=new.at,
    )
    conversation.next_seq += 1
    session.add(message)
    session.flush()
    return message


def by_client_id(session: Session, conversation_id: str, client_id: str) -> Message | None:
    """The message that a client sent under its own id, or None."""
    return session.scalar(
        select(Message).where(Message.conversation_id == conversation_id, Message.client_id == client_id)
    )


def messages_after(
    session: Session, conversation_id: str, seq: int = 0, limit: int | None = None
) -> list[Message]:
    """The log after a number, in order; all of it without a limit."""
    statement = select(Message).where(Message.conversation_id == conversation_id, Message.seq > seq)
    return list(session.scalars(statement.order_by(Message.seq).limit(limit)))


def waiting_messages(session: Session, conversation_id: str) -> list[Message]:
    """What the customer said and nobody has answered yet, the oldest first."""
    statement = select(Message).where(Message.conversation_id == conversation_id, Message.state == "waiting")
    return list(session.scalars(statement.order_by(Message.seq)))


def conversations_waiting(session: Session) -> list[str]:
    """Ids of the conversations with something unanswered, the longest waiting first."""
    statement = select(Message.conversation_id).where(Message.state == "waiting")
    statement = statement.group_by(Message.conversation_id).order_by(func.min(Message.at))
    return list(session.scalars(statement))


def mark_messages(session: Session, message_ids: Sequence[str], state: str) -> None:
    """Give customer messages another state: answered, read (an agent holds) or dead (given up on)."""
    session.execute(update(Message).where(Message.id.in_(message_ids)).values(state=state))


def count_attempt(session: Session, message_ids: Sequence[str]) -> None:
    """Remember that a turn was tried with these messages."""
    session.execute(update(Message).where(Message.id.in_(message_ids)).values(attempts=Message.attempts + 1))


def save_reading(session: Session, message_id: str, reading: dict[str, Any]) -> None:
    """Keep how a message was read while an agent held the conversation."""
    session.execute(update(Message).where(Message.id == message_id).values(reading=reading))


def read_since_last_turn(session: Session, conversation_id: str) -> list[Message]:
    """What the customer said to an agent since the assistant last answered, in order."""
    answered = select(func.max(Message.seq)).where(
        Message.conversation_id == conversation_id, Message.state == "answered"
    )
    last = session.scalar(answered) or 0
    statement = select(Message).where(
        Message.conversation_id == conversation_id, Message.state == "read", Message.seq > last
    )
    return list(session.scalars(statement.order_by(Message.seq)))


def was_offered(session: Session, conversation_id: str, button_id: str) -> bool:
    """Whether a button with this id was ever shown in the conversation."""
    statement = select(Message.buttons).where(
        Message.conversation_id == conversation_id, Message.author != "customer"
    )
    offered = session.scalars(statement.order_by(Message.seq.desc()))
    return any(button.get("id") == button_id for buttons in offered for button in buttons)


def message_at(session: Session, conversation_id: str, seq: int) -> Message | None:
    """The entry with a number, or None."""
    statement = select(Message).where(Message.conversation_id == conversation_id, Message.seq == seq)
    return session.scalar(statement)

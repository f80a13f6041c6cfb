"""The numbered log of a conversation: opening it, adding to it, and reading it from any number on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, exists, func, select
from sqlalchemy.orm import Session

from amends.records.tables import Conversation, Message, User
from amends.records.wakes import Signal, announce, conversation_topic

# These two lead to a person or to the contact form, which are open whatever was offered.
ALWAYS_OFFERED = frozenset({"request_agent", "give_contact"})
WAITING = "waiting"

# Built once: putting a statement together costs more than the database takes to answer it.
_OF_IT = Message.conversation_id == bindparam("conversation_id")
_SAID = select(Message.seq, Message.author, Message.text, Message.button_id).where(
    _OF_IT, Message.client_id == bindparam("client_id")
)
_AFTER = (
    select(Message, User.name)
    .outerjoin(User, User.id == Message.agent_id)
    .where(_OF_IT, Message.seq > bindparam("after"))
    .order_by(Message.seq)
    .limit(bindparam("most"))
)
_WAITING = select(Message).where(Message.state == WAITING, _OF_IT).order_by(Message.seq)
_HOW_MANY_WAIT = select(func.count()).where(Message.state == WAITING, _OF_IT)


class ClientIdReused(ValueError):
    """The client id already belongs to a message with another text, button or author."""


class TooManyWaiting(RuntimeError):
    """So many messages wait for an answer that one more would not help anybody."""


class ButtonNotOffered(ValueError):
    """The button was never offered in this conversation."""


@dataclass(frozen=True)
class Said:
    """A message with the id that its sender gave it (`client_id`) and the one we give it (`id`)."""

    id: str
    client_id: str
    text: str
    button_id: str | None = None


@dataclass(frozen=True)
class Posted:
    """Where a message stands in the log; `fresh` is False when it was there already."""

    seq: int
    fresh: bool


@dataclass(frozen=True)
class Entry:
    """One line of the log; `name` is the agent's, `holder` who may speak from here on."""

    seq: int
    type: str
    author: str
    text: str
    buttons: list[Any]
    at: datetime
    client_id: str | None
    name: str | None
    holder: str | None

    def to_dict(self) -> dict[str, Any]:
        """The entry as the event that widget and console get; what does not apply is left out."""
        event: dict[str, Any] = {
            "seq": self.seq,
            "type": self.type,
            "author": self.author,
            "text": self.text,
            "buttons": self.buttons,
            "at": self.at.isoformat(),
        }
        if self.author == "customer":
            event["client_id"] = self.client_id
        if self.author == "agent" or self.type == "holder":
            event["name"] = self.name
        if self.type == "holder":
            event["holder"] = self.holder
        return event


def open_conversation(
    session: Session,
    conversation_id: str,
    *,
    token_hash: str | None,
    origin: str,
    page: str | None,
    at: datetime,
) -> Conversation:
    """Begin a conversation with an empty log; who the customer is, is not known yet."""
    conversation = Conversation(
        id=conversation_id,
        token_hash=token_hash,
        holder="assistant",
        fence=0,
        next_seq=1,
        turn_count=0,
        origin=origin,
        page=page,
        opened_at=at,
    )
    session.add(conversation)
    session.flush()
    return conversation


def append(session: Session, conversation: Conversation, entry: Message) -> int:
    """Give an entry the next number of a locked conversation's log, and its present fence; the number.

    Every desk is told that the log has grown.
    """
    entry.conversation_id = conversation.id
    entry.seq = conversation.next_seq
    entry.fence = conversation.fence
    conversation.next_seq += 1
    session.add(entry)
    announce(session, conversation_topic(conversation.id))
    return entry.seq


def post(
    session: Session, conversation: Conversation, said: Said, *, most_waiting: int, at: datetime
) -> Posted:
    """Add a customer's message to a locked conversation, or find it again.

    Raises ClientIdReused, ButtonNotOffered and TooManyWaiting.
    """
    known = already_said(session, conversation.id, "customer", said)
    if known is not None:
        return Posted(known, fresh=False)
    if said.button_id is not None and not _was_offered(session, conversation.id, said.button_id):
        raise ButtonNotOffered(said.button_id)
    # An agent sees every message at once, so there nothing waits that one more could delay.
    if conversation.holder == "assistant" and _count_waiting(session, conversation.id) >= most_waiting:
        raise TooManyWaiting(conversation.id)
    # Somebody who writes again goes on where they stopped; a closed conversation turns nobody away.
    conversation.closed_at = None
    entry = Message(
        id=said.id,
        type="message",
        author="customer",
        text=said.text,
        buttons=[],
        button_id=said.button_id,
        client_id=said.client_id,
        state=WAITING,
        attempts=0,
        at=at,
    )
    posted = Posted(append(session, conversation, entry), fresh=True)
    announce_receipt(session, conversation.id, posted.seq, "sent")
    return posted


def announce_receipt(session: Session, conversation_id: str, seq: int, state: str) -> None:
    """Tell every desk what became of the customer's message with this number: sent, answered or read."""
    announce(session, conversation_topic(conversation_id), Signal("receipt", {"seq": seq, "state": state}))


def already_said(session: Session, conversation_id: str, author: str, said: Said) -> int | None:
    """The number under which a message is in the log already; raises ClientIdReused for another content."""
    this = {"conversation_id": conversation_id, "client_id": said.client_id}
    known = session.execute(_SAID, this).one_or_none()
    if known is None:
        return None
    seq: int = known.seq
    if (known.author, known.text, known.button_id) != (author, said.text, said.button_id):
        raise ClientIdReused(said.client_id)
    return seq


def entries_after(session: Session, conversation_id: str, after: int, limit: int) -> list[Entry]:
    """The next entries of the log with a number above `after`, in order."""
    rows = session.execute(_AFTER, {"conversation_id": conversation_id, "after": after, "most": limit})
    return [_entry(message, name) for message, name in rows]


def waiting_messages(session: Session, conversation_id: str) -> Sequence[Message]:
    """What the customer said and nobody has answered yet, the oldest first."""
    return session.scalars(_WAITING, {"conversation_id": conversation_id}).all()


def conversations_waiting(session: Session) -> Sequence[str]:
    """Every conversation with something unanswered, the longest waiting first."""
    return session.scalars(
        select(Message.conversation_id)
        .where(Message.state == WAITING)
        .group_by(Message.conversation_id)
        .order_by(func.min(Message.at))
    ).all()


def was_noticed_since(session: Session, conversation_id: str, name: str, seq: int) -> bool:
    """Whether the desk gave the notice of this name (kept as its `response`) after number `seq`."""
    found = exists().where(
        Message.conversation_id == conversation_id,
        Message.type == "notice",
        Message.response == name,
        Message.seq > seq,
    )
    return bool(session.scalar(select(found)))


def _entry(message: Message, name: str | None) -> Entry:
    holder = ("agent" if message.agent_id is not None else "assistant") if message.type == "holder" else None
    return Entry(
        seq=message.seq,
        type=message.type,
        author=message.author,
        text=message.text,
        buttons=message.buttons,
        at=message.at,
        client_id=message.client_id,
        name=name,
        holder=holder,
    )


def _count_waiting(session: Session, conversation_id: str) -> int:
    return session.scalar(_HOW_MANY_WAIT, {"conversation_id": conversation_id}) or 0


def _was_offered(session: Session, conversation_id: str, button_id: str) -> bool:
    if button_id in ALWAYS_OFFERED:
        return True
    offers = session.scalars(
        select(Message.buttons).where(
            Message.conversation_id == conversation_id, Message.author.in_(("assistant", "system"))
        )
    )
    return any(button.get("id") == button_id for buttons in offers for button in buttons or ())

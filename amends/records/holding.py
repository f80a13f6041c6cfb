"""Who may speak: handoffs accepted, spoken under and ended, each change with its fence and log entry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from amends.casework.handoff import HELD, IllegalHandoffStep
from amends.records.conversations import give_to_agent, give_to_assistant, lock_conversation
from amends.records.handoffs import UnknownHandoff, find_handoff, open_handoff, step_handoff
from amends.records.log import WAITING, Said, already_said, append
from amends.records.tables import Conversation, Message, User


class HandoffTaken(RuntimeError):
    """The handoff does not wait for anybody any more."""


class NotTheHolder(PermissionError):
    """This agent does not hold the conversation, or held it under an older fence."""


@dataclass(frozen=True)
class Held:
    """A conversation that changed hands; what its holder says must carry this fence."""

    conversation_id: str
    fence: int


def accept(
    session: Session, handoff_id: int, agent_id: int, *, new_id: Callable[[], str], at: datetime
) -> Held:
    """Give the conversation to an agent; the same one may ask twice. Raises UnknownHandoff, HandoffTaken."""
    found = find_handoff(session, handoff_id)
    if found is None:
        raise UnknownHandoff(str(handoff_id))
    conversation = lock_conversation(session, found.conversation_id)
    session.refresh(found)
    if found.status in HELD and found.agent_id == agent_id:
        return Held(conversation.id, conversation.fence)
    try:
        step_handoff(session, handoff_id, "accepted", at=at, agent_id=agent_id)
    except IllegalHandoffStep as error:
        raise HandoffTaken(str(handoff_id)) from error
    fence = give_to_agent(session, conversation.id, agent_id)
    agent = session.get_one(User, agent_id)
    _note(session, conversation, "holder", f"{agent.name} has joined the conversation.", agent_id, new_id, at)
    return Held(conversation.id, fence)


def say(
    session: Session,
    conversation_id: str,
    agent_id: int,
    said: Said,
    *,
    fence: int,
    at: datetime,
) -> int:
    """Add what the holding agent says and return its number; raises NotTheHolder, ClientIdReused."""
    conversation = _held_by(session, conversation_id, agent_id, fence)
    known = already_said(session, conversation_id, "agent", said)
    if known is not None:
        return known
    handoff = open_handoff(session, conversation_id)
    if handoff is not None and handoff.status == "accepted":
        step_handoff(session, handoff.id, "active", at=at)
    entry = Message(
        id=said.id,
        type="message",
        author="agent",
        text=said.text,
        buttons=[],
        client_id=said.client_id,
        agent_id=agent_id,
        at=at,
    )
    return append(session, conversation, entry)


def hand_back(
    session: Session,
    conversation_id: str,
    agent_id: int,
    *,
    fence: int,
    completed: bool,
    new_id: Callable[[], str],
    at: datetime,
) -> Held:
    """End the handoff: returned to the assistant, or completed and closed. Raises NotTheHolder."""
    conversation = _held_by(session, conversation_id, agent_id, fence)
    agent = session.get_one(User, agent_id)
    handoff = open_handoff(session, conversation_id)
    if handoff is not None:
        step_handoff(session, handoff.id, "completed" if completed else "returned", at=at)
    _count_as_read(session, conversation_id)
    fence = give_to_assistant(session, conversation_id)
    if completed:
        conversation.closed_at = at
        text = f"{agent.name} has ended the conversation. Write here whenever you need us again."
    else:
        text = f"{agent.name} has left the conversation. The automated assistant answers from here."
    _note(session, conversation, "closed" if completed else "holder", text, None, new_id, at)
    return Held(conversation_id, fence)


def _count_as_read(session: Session, conversation_id: str) -> None:
    # What an agent has answered needs no second answer, even where the assistant was away and never read it.
    last_reply = select(func.max(Message.seq)).where(
        Message.conversation_id == conversation_id, Message.author == "agent"
    )
    session.execute(
        update(Message)
        .where(
            Message.conversation_id == conversation_id,
            Message.state == WAITING,
            Message.seq < last_reply.scalar_subquery(),
        )
        .values(state="read")
    )


def _held_by(session: Session, conversation_id: str, agent_id: int, fence: int) -> Conversation:
    conversation = lock_conversation(session, conversation_id)
    held = (conversation.holder, conversation.agent_id, conversation.fence)
    if held != ("agent", agent_id, fence):
        raise NotTheHolder(conversation_id)
    return conversation


def _note(
    session: Session,
    conversation: Conversation,
    kind: str,
    text: str,
    agent_id: int | None,
    new_id: Callable[[], str],
    at: datetime,
) -> None:
    entry = Message(id=new_id(), type=kind, author="system", text=text, buttons=[], agent_id=agent_id, at=at)
    append(session, conversation, entry)

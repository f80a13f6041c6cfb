"""Who may speak: handoffs accepted, spoken under and ended, each change with its fence and log entry."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ScalarSelect, case, delete, func, select, update
from sqlalchemy.orm import Session

from amends.casework.handoff import HELD, IllegalHandoffStep
from amends.casework.promise import Word
from amends.deescalation.moves import REQUEST_HANDOFF
from amends.records.callbacks import keep_callback
from amends.records.conversations import give_to_agent, give_to_assistant, lock_conversation
from amends.records.given_words import keep_words
from amends.records.handoffs import (
    UnknownHandoff,
    find_handoff,
    last_handoff,
    open_handoff,
    request_handoff,
    step_handoff,
)
from amends.records.log import WAITING, Said, already_said, append
from amends.records.notes import write_note
from amends.records.offers import settle_offer
from amends.records.tables import Conversation, Message, Receipt, User
from amends.records.users import saw_user


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
    settle_offer(session, handoff_id, agent_id)
    # Whoever takes up a conversation that was closed goes on with it.
    conversation.closed_at = None
    saw_user(session, agent_id, at)
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
    given: Sequence[Word] = (),
) -> int:
    """Add what the holding agent says and return its number; raises NotTheHolder, ClientIdReused.

    The words `given` in it go on record as promises of this message.
    """
    conversation = held_by(session, conversation_id, agent_id, fence)
    known = already_said(session, conversation_id, "agent", said)
    if known is not None:
        return known
    saw_user(session, agent_id, at)
    handoff = open_handoff(session, conversation_id)
    if handoff is not None and handoff.status == "accepted":
        step_handoff(session, handoff.id, "active", at=at)
        keep_callback(session, conversation_id)
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
    keep_words(session, conversation_id, given, message_id=said.id, at=at)
    return append(session, conversation, entry)


def hand_back(
    session: Session,
    conversation_id: str,
    agent_id: int,
    *,
    fence: int,
    note: str = "",
    new_id: Callable[[], str],
    at: datetime,
) -> Held:
    """Return a conversation to the assistant; a note is kept for colleagues only. Raises NotTheHolder."""
    conversation = held_by(session, conversation_id, agent_id, fence)
    agent = session.get_one(User, agent_id)
    if note.strip():
        # Under the fence that ends here, the same return twice keeps one note.
        note_id = f"return-{conversation_id}-{fence}"[:64]
        write_note(session, conversation_id, agent_id, note_id=note_id, text=note, at=at)
    text = f"{agent.name} has left the conversation. The automated assistant answers from here."
    fence = give_back(session, conversation, "returned", text, new_id=new_id, at=at)
    return Held(conversation_id, fence)


def take_up(
    session: Session, conversation_id: str, agent_id: int, *, new_id: Callable[[], str], at: datetime
) -> Held:
    """Accept the open handoff of a conversation, or one made anew after the last one.

    Raises UnknownConversation, UnknownHandoff where a person was never asked for, and HandoffTaken.
    """
    lock_conversation(session, conversation_id)
    found = open_handoff(session, conversation_id)
    if found is None:
        last = last_handoff(session, conversation_id)
        if last is None:
            raise UnknownHandoff(conversation_id)
        found, _ = request_handoff(
            session,
            conversation_id,
            reason=last.reason,
            summary=last.summary,
            at=at,
            case_reference=last.case_reference,
        )
    return accept(session, found.id, agent_id, new_id=new_id, at=at)


def give_back(
    session: Session,
    conversation: Conversation,
    status: str,
    text: str,
    *,
    kind: str = "holder",
    new_id: Callable[[], str],
    at: datetime,
) -> int:
    """End the handoff of a locked conversation with a status; the assistant's new fence.

    `text` tells the customer, as an entry of this kind: a change of holder, or the end (`closed`).
    """
    handoff = open_handoff(session, conversation.id)
    if handoff is not None:
        step_handoff(session, handoff.id, status, at=at)
    _count_as_read(session, conversation.id)
    if kind != "closed":
        _ask_again(session, conversation.id)
        _forget_who_was_asked_for(session, conversation.id)
    fence = give_to_assistant(session, conversation.id)
    _note(session, conversation, kind, text, None, new_id, at)
    return fence


def _count_as_read(session: Session, conversation_id: str) -> None:
    # What an agent has answered needs no second answer, even where the assistant was away and never read it.
    session.execute(
        update(Message)
        .where(
            Message.conversation_id == conversation_id,
            Message.state == WAITING,
            Message.seq < _last_reply(conversation_id),
        )
        .values(state="read")
    )


def _ask_again(session: Session, conversation_id: str) -> None:
    # An agent saw these and went without a word about them, so the assistant answers them after all.
    ended = select(func.max(Message.seq)).where(
        Message.conversation_id == conversation_id, Message.type == "closed"
    )
    # What a turn that was left unsaid has done stands under its last message, so its messages count as tried:
    # they go again by themselves, and their actions find what they did.
    done = select(func.max(Message.seq)).join(Receipt, Receipt.message_id == Message.id)
    done = done.where(Receipt.conversation_id == conversation_id)
    session.execute(
        update(Message)
        .where(
            Message.conversation_id == conversation_id,
            Message.author == "customer",
            Message.state == "read",
            Message.seq > func.coalesce(_last_reply(conversation_id), 0),
            Message.seq > func.coalesce(ended.scalar_subquery(), 0),
        )
        .values(state=WAITING, attempts=case((Message.seq <= done.scalar_subquery(), 1), else_=0))
    )


def _forget_who_was_asked_for(session: Session, conversation_id: str) -> None:
    # The person that a message brought has gone without a word about it; whoever asks again gets another one.
    waiting = select(Message.id).where(Message.conversation_id == conversation_id, Message.state == WAITING)
    session.execute(
        delete(Receipt).where(
            Receipt.conversation_id == conversation_id,
            Receipt.action == REQUEST_HANDOFF,
            Receipt.message_id.in_(waiting),
        )
    )


def _last_reply(conversation_id: str) -> ScalarSelect[int]:
    last = select(func.max(Message.seq)).where(
        Message.conversation_id == conversation_id, Message.author == "agent"
    )
    return last.scalar_subquery()


def held_by(session: Session, conversation_id: str, agent_id: int, fence: int) -> Conversation:
    """The locked conversation, which this agent holds under this fence; raises NotTheHolder."""
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

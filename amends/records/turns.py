"""Turns: finishing one in a single transaction, and reading what the assistant remembers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from amends.records.cases import acknowledge_cases
from amends.records.conversations import check_fence, lock_conversation
from amends.records.messages import NewMessage, mark_messages, write_next
from amends.records.tables import Message, State, Turn


class TurnAlreadyFinished(Exception):
    """One of the turn's messages no longer waits, so this answer comes too late and is dropped."""


@dataclass(frozen=True)
class FinishedTurn:
    """What came back from the assistant, ready to be stored; elapsed_ms in milliseconds."""

    message_ids: Sequence[str]
    record: dict[str, Any]
    state: dict[str, Any]
    replies: Sequence[NewMessage]
    model_id: str | None
    elapsed_ms: float
    started_at: datetime
    finished_at: datetime


@dataclass(frozen=True)
class StoredTurn:
    """A stored turn with its stored replies."""

    turn: Turn
    replies: tuple[Message, ...]


def finish_turn(session: Session, conversation_id: str, done: FinishedTurn, *, fence: int) -> StoredTurn:
    """Store replies, turn record and state, and mark the messages answered: all of it or nothing.

    Raises StaleFence when an agent took over meanwhile, and TurnAlreadyFinished when somebody was faster.
    """
    conversation = lock_conversation(session, conversation_id)
    check_fence(conversation, fence)
    _check_waiting(session, conversation_id, done.message_ids)
    conversation.turn_count += 1
    turn = Turn(
        conversation_id=conversation_id,
        number=conversation.turn_count,
        message_ids=list(done.message_ids),
        record=done.record,
        model_id=done.model_id,
        elapsed_ms=done.elapsed_ms,
        started_at=done.started_at,
        finished_at=done.finished_at,
    )
    session.add(turn)
    session.flush()
    replies = [write_next(session, conversation, reply) for reply in done.replies]
    for reply in replies:
        reply.turn_id = turn.id
    mark_messages(session, done.message_ids, "answered")
    if done.record.get("case_reference"):
        acknowledge_cases(session, conversation_id, done.finished_at)
    session.merge(State(conversation_id=conversation_id, state=done.state, turn_number=turn.number))
    session.flush()
    return StoredTurn(turn, tuple(replies))


def find_state(session: Session, conversation_id: str) -> State | None:
    """What the assistant remembered after the last turn, or None before the first."""
    return session.get(State, conversation_id)


def turns_of(session: Session, conversation_id: str) -> list[Turn]:
    """All turns of a conversation in order."""
    return list(
        session.scalars(select(Turn).where(Turn.conversation_id == conversation_id).order_by(Turn.number))
    )


def latest_turn(session: Session, conversation_id: str) -> Turn | None:
    """The last finished turn of a conversation, or None before the first."""
    statement = select(Turn).where(Turn.conversation_id == conversation_id)
    return session.scalar(statement.order_by(Turn.number.desc()).limit(1))


def _check_waiting(session: Session, conversation_id: str, message_ids: Sequence[str]) -> None:
    waiting = select(Message.id).where(
        Message.conversation_id == conversation_id, Message.id.in_(message_ids), Message.state == "waiting"
    )
    if set(session.scalars(waiting)) != set(message_ids):
        raise TurnAlreadyFinished(conversation_id)

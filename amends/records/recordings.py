"""Recordings: a conversation's turns with all that they started from, so that they can be played again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from amends.records.tables import Conversation, Turn


@dataclass(frozen=True)
class RecordedTurn:
    """One turn; `request` is what came with it, None in turns of an older version, which did not keep it."""

    number: int
    request: dict[str, Any] | None
    state_before: dict[str, Any] | None
    record: dict[str, Any]
    model_id: str | None
    started_at: datetime
    finished_at: datetime


@dataclass(frozen=True)
class Recording:
    """A conversation's turns, the first one first."""

    conversation_id: str
    opened_at: datetime
    turns: tuple[RecordedTurn, ...]


def read_recording(session: Session, conversation_id: str) -> Recording | None:
    """The turns of a conversation, or None when there is no such conversation."""
    conversation = session.get(Conversation, conversation_id)
    if conversation is None:
        return None
    rows = session.scalars(
        select(Turn).where(Turn.conversation_id == conversation_id).order_by(Turn.number)
    )
    turns: list[RecordedTurn] = []
    state: dict[str, Any] | None = None
    for row in rows:
        turn = RecordedTurn(
            number=row.number,
            request=row.record.get("request"),
            state_before=state,
            record=row.record,
            model_id=row.model_id,
            started_at=row.started_at,
            finished_at=row.finished_at,
        )
        turns.append(turn)
        state = row.record.get("state")
    return Recording(conversation_id, conversation.opened_at, tuple(turns))

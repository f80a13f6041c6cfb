"""Notes that agents write for one another: kept apart from messages, so that no customer can read one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from amends.records.conversations import lock_conversation
from amends.records.tables import Note, User
from amends.records.wakes import announce, conversation_topic


class NoteIdReused(ValueError):
    """The id already belongs to a note with another text, writer or conversation."""


@dataclass(frozen=True)
class Written:
    """A note with the name of the agent who wrote it."""

    id: str
    agent_id: int
    agent_name: str
    text: str
    at: datetime


def write_note(
    session: Session, conversation_id: str, agent_id: int, *, note_id: str, text: str, at: datetime
) -> None:
    """Keep a note, once per id. Raises UnknownConversation, NoteIdReused, and ValueError for an empty one."""
    if not text.strip():
        raise ValueError("a note without words tells nobody anything")
    lock_conversation(session, conversation_id)
    known = session.get(Note, note_id)
    if known is None:
        session.add(
            Note(id=note_id, conversation_id=conversation_id, agent_id=agent_id, text=text.strip(), at=at)
        )
        session.flush()
        announce(session, conversation_topic(conversation_id))
    elif (known.conversation_id, known.agent_id, known.text) != (conversation_id, agent_id, text.strip()):
        raise NoteIdReused(note_id)


def notes_of(session: Session, conversation_id: str) -> Sequence[Written]:
    """The notes about a conversation, the oldest first."""
    rows = session.execute(
        select(Note, User.name)
        .join(User, User.id == Note.agent_id)
        .where(Note.conversation_id == conversation_id)
        .order_by(Note.at, Note.id)
    )
    return [Written(note.id, note.agent_id, name, note.text, note.at) for note, name in rows]

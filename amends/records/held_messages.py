"""What was said while an agent held a conversation, since the assistant last answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from amends.records.tables import Conversation, Message

# Few talks are longer, and a turn's request, which may hold two megabytes, has room for so many entries and
# characters even where each is escaped.
MOST, MOST_CHARACTERS = 100, 40_000
# Of a reading, what ledger and memory are carried on with; a turn's request is to stay small.
KEPT = ("intent", "frustration", "signals", "entities")


def said_while_agent_held(session: Session, conversation: Conversation) -> list[dict[str, Any]]:
    """Entries of the turn contract, oldest first: `{author, text, at, reading?}`; of a long talk, its end.

    A customer's message that was not read (yet) has no reading, an agent's never has one.
    """
    # The fence grows with every change of holder, so one that never changed hands has nothing to tell.
    if conversation.fence == 0:
        return []
    last_answered = (
        select(func.coalesce(func.max(Message.seq), 0))
        .where(Message.conversation_id == conversation.id, Message.state == "answered")
        .scalar_subquery()
    )
    rows = session.execute(
        select(Message.author, Message.text, Message.at, Message.reading)
        .where(
            Message.conversation_id == conversation.id,
            Message.type == "message",
            Message.seq > last_answered,
            or_(Message.author == "agent", Message.state == "read"),
        )
        .order_by(Message.seq.desc())
        .limit(MOST)
    )
    found, room = [], MOST_CHARACTERS
    for author, text, at, reading in rows:
        room -= len(text)
        if room < 0:
            break
        found.append(_entry(author, text, at.isoformat(), reading))
    return found[::-1]


def _entry(author: str, text: str, at: str, reading: Mapping[str, Any] | None) -> dict[str, Any]:
    entry: dict[str, Any] = {"author": author, "text": text, "at": at}
    if author == "customer" and reading:
        entry["reading"] = {key: reading[key] for key in KEPT if key in reading}
    return entry

"""What was said while an agent held the conversation."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from amends.records.conversations import give_to_agent, give_to_assistant, lock_conversation
from amends.records.database import Database
from amends.records.held_messages import MOST, MOST_CHARACTERS, said_while_agent_held
from amends.records.log import append
from amends.records.tables import Message

READING = {
    "intent": {"name": "affirm", "confidence": 0.9},
    "frustration": {"score": 0.4, "band": "irritated", "cues": []},
    "signals": {"abuse": 0.1},
    "entities": [{"entity": "email", "value": "ada@example.com"}],
    "acts": [],
}


def said(
    database: Database, conversation: str, now: datetime, *entries: dict[str, Any]
) -> list[dict[str, Any]]:
    with database.session() as session:
        locked = lock_conversation(session, conversation)
        for number, entry in enumerate(entries):
            append(session, locked, Message(id=f"m{number}", at=now, **entry))
        session.flush()
        return said_while_agent_held(session, locked)


def test_a_customers_words_come_with_what_the_ledger_needs_of_their_reading(
    database: Database, conversation: str, agent: int, now: datetime
) -> None:
    with database.session() as session:
        give_to_agent(session, conversation, agent)
    found = said(
        database,
        conversation,
        now,
        {"author": "customer", "text": "before", "state": "answered"},
        {"author": "customer", "text": "yes", "state": "read", "reading": READING},
        {"author": "customer", "text": "not read", "state": "read"},
        {"author": "agent", "text": "thanks", "agent_id": agent, "reading": {"acts": []}},
        {"author": "customer", "text": "still waiting", "state": "waiting"},
    )
    kept = {key: READING[key] for key in READING if key != "acts"}
    assert found == [
        {"author": "customer", "text": "yes", "at": now.isoformat(), "reading": kept},
        {"author": "customer", "text": "not read", "at": now.isoformat()},
        {"author": "agent", "text": "thanks", "at": now.isoformat()},
    ]


def test_a_conversation_that_never_changed_hands_has_nothing_to_tell(
    database: Database, conversation: str, now: datetime
) -> None:
    assert said(database, conversation, now, {"author": "customer", "text": "hi", "state": "read"}) == []


def test_it_is_told_until_the_assistant_has_answered_again(
    database: Database, conversation: str, agent: int, now: datetime
) -> None:
    with database.session() as session:
        give_to_agent(session, conversation, agent)
        give_to_assistant(session, conversation)
    entry = {"author": "customer", "text": "to Robin", "state": "read"}
    assert len(said(database, conversation, now, entry)) == 1
    with database.session() as session:
        locked = lock_conversation(session, conversation)
        append(session, locked, Message(id="n", at=now, author="customer", text="now", state="answered"))
        session.flush()
        assert said_while_agent_held(session, locked) == []


@pytest.mark.parametrize(
    ("length", "kept"), [(10, MOST), (MOST_CHARACTERS // 4, 4), (MOST_CHARACTERS // 4 + 1, 3)]
)
def test_of_a_very_long_talk_its_end_is_told(
    database: Database, conversation: str, agent: int, now: datetime, length: int, kept: int
) -> None:
    with database.session() as session:
        give_to_agent(session, conversation, agent)
    words = [f"{number:04} ".ljust(length, "x") for number in range(MOST + 5)]
    found = said(database, conversation, now, *({"author": "agent", "text": text} for text in words))
    assert [one["text"] for one in found] == words[-kept:]

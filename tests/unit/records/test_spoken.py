"""What the house has said."""

from __future__ import annotations

from datetime import datetime

from amends.records.conversations import lock_conversation
from amends.records.database import Database
from amends.records.log import append
from amends.records.spoken import spoken_texts
from amends.records.tables import Message


def test_assistant_and_agents_speak_for_the_house_customers_and_notices_do_not(
    database: Database, conversation: str, agent: int, now: datetime
) -> None:
    entries = [
        ("system", "notice", "You are chatting with a bot."),
        ("customer", "message", "Where is it?"),
        ("assistant", "message", "It is late."),
        ("system", "holder", "Robin has joined the conversation."),
        ("agent", "message", "I am Robin."),
    ]
    with database.session() as session:
        locked = lock_conversation(session, conversation)
        for number, (author, kind, text) in enumerate(entries):
            append(session, locked, Message(id=f"m{number}", at=now, author=author, type=kind, text=text))
        session.flush()
        assert spoken_texts(session, conversation) == ["It is late.", "I am Robin."]
        assert spoken_texts(session, "nobody") == []

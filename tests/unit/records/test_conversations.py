from datetime import datetime

import pytest

from amends.records.conversations import (
    UnknownConversation,
    ensure_conversation,
    give_to_agent,
    give_to_assistant,
    lock_conversation,
)
from amends.records.database import Database
from amends.records.tables import Conversation


def test_a_missing_conversation_is_opened_without_a_token(database: Database, now: datetime) -> None:
    with database.session() as session:
        found = ensure_conversation(session, "new", origin="shell", at=now)
    assert (found.id, found.origin, found.token_hash, found.holder) == ("new", "shell", None, "assistant")
    assert (found.fence, found.next_seq, found.turn_count, found.opened_at) == (0, 1, 0, now)


def test_a_known_conversation_stays_as_it_is(database: Database, now: datetime) -> None:
    with database.session() as session:
        session.add(Conversation(id="x", token_hash="hash", origin="https://shop.example", opened_at=now))
    with database.session() as session:
        found = ensure_conversation(session, "x", origin="shell", at=now)
        assert (found.token_hash, found.origin) == ("hash", "https://shop.example")


def test_an_unknown_conversation_cannot_be_locked(database: Database) -> None:
    with pytest.raises(UnknownConversation, match="nowhere"), database.session() as session:
        lock_conversation(session, "nowhere")


def test_the_fence_grows_with_every_change_of_holder(
    database: Database, conversation: str, agent: int
) -> None:
    with database.session() as session:
        assert give_to_agent(session, conversation, agent) == 1
        held = session.get_one(Conversation, conversation)
        assert (held.holder, held.agent_id) == ("agent", agent)
        assert give_to_assistant(session, conversation) == 2
    with database.reading() as session:
        back = session.get_one(Conversation, conversation)
        assert (back.holder, back.agent_id, back.fence) == ("assistant", None, 2)

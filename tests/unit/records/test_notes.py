from datetime import datetime, timedelta

import pytest

from amends.records.conversations import UnknownConversation
from amends.records.database import Database
from amends.records.log import entries_after
from amends.records.notes import NoteIdReused, notes_of, write_note


def write(database: Database, conversation: str, agent: int, note_id: str, text: str, at: datetime) -> None:
    with database.session() as session:
        write_note(session, conversation, agent, note_id=note_id, text=text, at=at)


def test_notes_are_kept_in_order_once_per_id_and_never_in_the_log(
    database: Database, conversation: str, agent: int, now: datetime
) -> None:
    write(database, conversation, agent, "b", " Asked the carrier. ", now)
    write(database, conversation, agent, "b", "Asked the carrier.", now + timedelta(minutes=1))
    write(database, conversation, agent, "a", "No answer yet.", now + timedelta(minutes=2))
    with database.reading() as session:
        found = notes_of(session, conversation)
        assert [(note.text, note.agent_name) for note in found] == [
            ("Asked the carrier.", "Robin"),
            ("No answer yet.", "Robin"),
        ]
        assert entries_after(session, conversation, 0, 9) == []


def test_an_id_belongs_to_one_text(database: Database, conversation: str, agent: int, now: datetime) -> None:
    write(database, conversation, agent, "a", "one", now)
    with pytest.raises(NoteIdReused):
        write(database, conversation, agent, "a", "two", now)


def test_empty_notes_and_unknown_conversations_are_refused(
    database: Database, conversation: str, agent: int, now: datetime
) -> None:
    with pytest.raises(ValueError, match="without words"):
        write(database, conversation, agent, "a", "  ", now)
    with pytest.raises(UnknownConversation):
        write(database, "nowhere", agent, "a", "x", now)

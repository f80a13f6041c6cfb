"""What must hold in the records after any run, read straight from the database."""

from collections import Counter
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, text

from amends.records.database import open_database
from amends.records.tables import Turn

LOG = text("SELECT seq, author, text, id, state FROM messages WHERE conversation_id = :id ORDER BY seq")


def check_log(database_url: str, acknowledged: Mapping[str, Sequence[tuple[str, int]]]) -> None:
    """No acknowledged message lost or answered twice, numbers without gap, order kept; by conversation."""
    database = open_database(database_url)
    with database.engine.connect() as records:
        for conversation_id, messages in acknowledged.items():
            _check_conversation(records, conversation_id, messages)
    database.close()


def _check_conversation(
    records: Connection, conversation_id: str, messages: Sequence[tuple[str, int]]
) -> None:
    log = records.execute(LOG, {"id": conversation_id}).fetchall()
    assert [row.seq for row in log] == list(range(1, len(log) + 1)), "the numbers have a gap"
    from_customer = [row for row in log if row.author == "customer"]
    stored = [(row.text, row.seq) for row in from_customer]
    assert stored == list(messages), "an acknowledged message is lost, doubled or out of order"
    assert {row.state for row in from_customer} <= {"answered"}, "a message was not answered"
    turns = Turn.__table__
    ids = records.execute(
        turns.select()
        .with_only_columns(turns.c.message_ids)
        .where(turns.c.conversation_id == conversation_id)
        .order_by(turns.c.number)
    ).scalars()
    answered = [message_id for one_turn in ids for message_id in one_turn]
    assert answered == [row.id for row in from_customer], "answered twice, never or out of order"
    said = Counter(
        part
        for row in log
        if row.author == "assistant"
        for part in row.text.split(": ", 1)[1].split(" | ")
    )
    assert said == Counter(name for name, _ in messages), "what was said is not one answer for each message"

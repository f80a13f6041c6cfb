"""What must hold in the records after any run, read straight from the database."""

import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import closing
from json import loads


def check_log(database_url: str, acknowledged: Mapping[str, Sequence[tuple[str, int]]]) -> None:
    """No acknowledged message lost or answered twice, numbers without gap, order kept; by conversation."""
    path = database_url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as records:
        for conversation_id, messages in acknowledged.items():
            _check_conversation(records, conversation_id, messages)


def _check_conversation(
    records: sqlite3.Connection, conversation_id: str, messages: Sequence[tuple[str, int]]
) -> None:
    log = records.execute(
        "SELECT seq, author, text, id, state FROM messages WHERE conversation_id = ? ORDER BY seq",
        (conversation_id,),
    ).fetchall()
    assert [row[0] for row in log] == list(range(1, len(log) + 1)), "the numbers have a gap"
    stored = [(text, seq) for seq, author, text, _, _ in log if author == "customer"]
    assert stored == list(messages), "an acknowledged message is lost, doubled or out of order"
    assert {row[4] for row in log if row[1] == "customer"} <= {"answered"}, "a message was not answered"
    turns = records.execute(
        "SELECT message_ids FROM turns WHERE conversation_id = ? ORDER BY number", (conversation_id,)
    ).fetchall()
    answered = [message_id for (ids,) in turns for message_id in loads(ids)]
    assert answered == [row[3] for row in log if row[1] == "customer"], (
        "answered twice, never or out of order"
    )
    said = Counter(
        text
        for _, author, reply, _, _ in log
        if author == "assistant"
        for text in reply.split(": ", 1)[1].split(" | ")
    )
    assert said == Counter(text for text, _ in messages), "what was said is not one answer for each message"

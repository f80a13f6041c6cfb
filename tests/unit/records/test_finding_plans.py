"""Finding stays quick because marks are read from indexes: no filter may read the long records of turns."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from amends.records.database import Database
from amends.records.finding import Wanted, find
from tests.builders import NOON, Story, a_database, a_ledger

FILTERS: dict[str, dict[str, Any]] = {
    "nothing": {},
    "band": {"band": "hostile"},
    "peak": {"peak": "irritated"},
    "intent": {"intent": "greet"},
    "move": {"move": "close"},
    "parted": {"outcome": "parted"},
    "quiet": {"outcome": "quiet"},
    "text": {"text": "parcel"},
    "all at once": {"text": "parcel", "peak": "calm", "intent": "greet", "move": "close", "outcome": "open"},
}


def plans(database: Database, wanted: Wanted) -> list[str]:
    """How SQLite goes about everything that a search asks, a line a step."""
    asked: list[tuple[str, Any]] = []

    def listen(connection: Any, cursor: Any, statement: str, parameters: Any, *more: Any) -> None:
        asked.append((statement, parameters))

    event.listen(database.engine, "before_cursor_execute", listen)
    with database.reading() as session:
        find(session, wanted, now=NOON)
    event.remove(database.engine, "before_cursor_execute", listen)
    raw = database.engine.raw_connection()
    lines = [
        row[3]
        for statement, values in asked
        for row in raw.execute(f"EXPLAIN QUERY PLAN {statement}", values)
    ]
    raw.close()
    return lines


@pytest.mark.parametrize("chosen", FILTERS.values(), ids=FILTERS)
def test_no_record_is_read(tmp_path: Path, chosen: dict[str, Any]) -> None:
    database = a_database(tmp_path)
    Story(database, id="one").turn("a parcel", "I see.", ledger=a_ledger(0.3, "irritated", 0.0))
    steps = plans(database, Wanted(**chosen))
    database.close()
    of_turns = [step for step in steps if "turns" in step]
    assert of_turns, "turns are asked for their peaks at least"
    # The last turns of the thirty on the page are looked up one by one; nothing else may be.
    reading = [step for step in of_turns if "COVERING INDEX" not in step]
    assert len(reading) == 1, reading
    assert "conversation_id=? AND number=?" in reading[0]


def test_the_newest_are_taken_from_an_index_without_sorting_everybody(tmp_path: Path) -> None:
    database = a_database(tmp_path)
    steps = plans(database, Wanted())
    database.close()
    assert any("ix_conversations_opened_at" in step for step in steps)

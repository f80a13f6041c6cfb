"""The marks by which turns are found: made with every turn, and filled in for turns from before."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text

from amends.records.database import open_database
from amends.records.marks import marks_of
from amends.records.migrate import upgrade
from amends.records.tables import Turn
from tests.builders import a_ledger, a_reading
from tests.databases import own_postgresql_schema

BEFORE = "7c5d02e4b9f1"
AT = "2026-11-20 12:00:00.000000"
RECORDS: list[dict[str, Any]] = [
    {
        "reading": a_reading("request_agent"),
        "ledger": a_ledger(0.81, "hostile", 0.4),
        "moves": [{"move": "acknowledge", "reason": "a"}, {"move": "hand_off", "reason": "b"}],
    },
    {"reading": a_reading("greet"), "ledger": a_ledger(0, "calm", 0), "moves": []},
    {"reading": None, "ledger": None, "moves": None},
    {"reading": {"intent": {}}, "ledger": {}, "moves": [{"move": "close"}, {"move": "close"}]},
    {},
]
MARKS: list[dict[str, Any]] = [
    {"intent": "request_agent", "band": "hostile", "score": 0.81, "moves": " acknowledge hand_off "},
    {"intent": "greet", "band": "calm", "score": 0, "moves": " "},
    {"intent": None, "band": None, "score": None, "moves": " "},
    {"intent": None, "band": None, "score": None, "moves": " close "},
    {"intent": None, "band": None, "score": None, "moves": " "},
]


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without tables."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/old.db"
    else:
        with own_postgresql_schema() as schema:
            yield schema


@pytest.mark.parametrize(
    ("record", "marks"),
    list(zip(RECORDS, MARKS, strict=True)),
)
def test_a_turn_is_marked_with_what_its_record_says(record: dict[str, Any], marks: dict[str, Any]) -> None:
    assert marks_of(record) == marks


def test_a_turn_that_was_left_unsaid_made_no_moves() -> None:
    unsaid = {**RECORDS[0], "replies": [], "unsaid": [{"text": "I am sorry"}]}
    assert marks_of(unsaid) == {**MARKS[0], "moves": None}


def test_turns_from_before_are_marked_as_new_ones_are(url: str) -> None:
    upgrade(url, BEFORE)
    # More than the revision takes at once.
    count = 5 * 90
    database = open_database(url)
    with database.engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO conversations (id, holder, fence, next_seq, turn_count, origin, opened_at)"
                " VALUES ('c1', 'assistant', 0, 1, 0, '', :at)"
            ),
            {"at": AT},
        )
        connection.execute(
            text(
                "INSERT INTO turns (conversation_id, number, message_ids, record, elapsed_ms, started_at,"
                " finished_at) VALUES ('c1', :number, '[]', :record, 1.0, :at, :at)"
            ),
            [
                {"number": n, "record": json.dumps(RECORDS[n % len(RECORDS)]), "at": AT}
                for n in range(1, count + 1)
            ],
        )
    database.close()
    assert upgrade(url)
    database = open_database(url)
    with database.reading() as session:
        turns = session.scalars(select(Turn).order_by(Turn.number)).all()
        found = [{"intent": t.intent, "band": t.band, "score": t.score, "moves": t.moves} for t in turns]
    database.close()
    assert found == [marks_of(RECORDS[n % len(RECORDS)]) for n in range(1, count + 1)]

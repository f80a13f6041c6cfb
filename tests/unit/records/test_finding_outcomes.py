from collections import Counter
from datetime import timedelta

import pytest

from amends.records.database import Database
from amends.records.finding import Wanted, find
from amends.records.finding_outcomes import OUTCOMES, QUIET_AFTER, outcome_of
from tests.builders import NOON, Story

NOW = NOON + timedelta(days=1)
# The statuses of a conversation's handoffs, one after the other.
HANDOFFS = (
    *((), ("requested",), ("active",), ("completed",), ("returned",), ("expired",), ("failed",)),
    *(("completed", "requested"), ("expired", "returned")),
)


@pytest.mark.parametrize(
    ("handoff", "remedied", "moves", "minutes", "outcome"),
    [
        ("requested", True, " close ", 0, "waiting"),
        ("offered", False, "", 99, "waiting"),
        ("accepted", False, "", 99, "held"),
        ("active", False, "", 99, "held"),
        ("completed", False, "", 99, "completed"),
        ("returned", True, "", 0, "returned"),
        ("failed", False, "", 0, "failed"),
        ("expired", False, " close ", 0, "expired"),
        (None, True, " inform ", 99, "settled"),
        (None, True, " close ", 0, "settled"),
        (None, False, " thank close ", 99, "parted"),
        (None, False, " thank ", 31, "quiet"),
        (None, False, " thank ", 29, "open"),
        (None, False, "", 0, "open"),
    ],
)
def test_the_outcome_says_how_it_came_out(
    handoff: str | None, remedied: bool, moves: str, minutes: int, outcome: str
) -> None:
    said_at = NOW - timedelta(minutes=minutes)
    assert outcome_of(handoff, remedied=remedied, last_moves=moves, last_said_at=said_at, now=NOW) == outcome


def test_every_conversation_is_found_under_the_one_outcome_that_it_shows(database: Database) -> None:
    number = 0
    for statuses in HANDOFFS:
        for remedied in (False, True):
            for move in ("inform", "close"):
                for at in (NOW - timedelta(minutes=5), NOW - QUIET_AFTER - timedelta(minutes=5)):
                    number += 1
                    story = Story(database, id=f"c{number:03}", at=at)
                    story.turn("hm", "I see.", moves=[(move, "so")])
                    if remedied:
                        story.case(remedy_offered="refund")
                    for status in statuses:
                        ended = None if status in ("requested", "active") else at
                        story.handoff(status=status, ended_at=ended)
    Story(database, id="silent", at=NOW - timedelta(hours=2))
    with database.reading() as session:
        everyone = find(session, Wanted(), now=NOW, limit=1000).rows
        shown = {row.conversation_id: row.outcome for row in everyone}
        under = {
            outcome: [
                row.conversation_id
                for row in find(session, Wanted(outcome=outcome), now=NOW, limit=1000).rows
            ]
            for outcome in OUTCOMES
        }
    assert len(shown) == number + 1
    assert set(shown.values()) == set(OUTCOMES)
    assert Counter(each for ids in under.values() for each in ids) == Counter(list(shown))
    assert {each: outcome for outcome, ids in under.items() for each in ids} == shown
    assert shown["silent"] == "quiet"

"""Two records of one turn."""

from __future__ import annotations

from typing import Any

import pytest

from amends.coaching.comparison import (
    HANDOFF,
    LEDGER,
    MOVES,
    READING,
    REPLIES,
    Turn,
    differing_parts,
    names_of,
    replies_of,
    rule_of,
)


def record(**changes: Any) -> dict[str, Any]:
    """A turn's record."""
    return {
        "replies": [{"text": "I see.", "buttons": [], "move": "acknowledge", "response": "utter_x"}],
        "reading": {"intent": {"name": "report_problem", "confidence": 0.9}},
        "ledger": {"score": 0.4, "band": "irritated"},
        "moves": [{"move": "acknowledge", "reason": "open the complaint: names the failure"}],
        "handoff": None,
        "elapsed_ms": 12.0,
        **changes,
    }


def test_time_and_numbers_of_rows_are_no_difference() -> None:
    was = record(handoff={"handoff_id": 7, "reason": "customer_asked", "status": "requested"})
    now = record(
        handoff={"handoff_id": 9, "reason": "customer_asked", "status": "requested"}, elapsed_ms=99.0
    )
    assert differing_parts(was, now) == ()


@pytest.mark.parametrize(
    ("part", "changes"),
    [
        (READING, {"reading": {"intent": {"name": "report_problem", "confidence": 0.9000001}}}),
        (LEDGER, {"ledger": {"score": 0.41, "band": "irritated"}}),
        (MOVES, {"moves": [{"move": "acknowledge", "reason": "open the complaint: for another reason"}]}),
        (REPLIES, {"replies": []}),
        (HANDOFF, {"handoff": {"handoff_id": 7, "reason": "customer_asked", "status": "requested"}}),
    ],
)
def test_the_smallest_difference_is_found_in_its_part(part: str, changes: dict[str, Any]) -> None:
    assert differing_parts(record(), record(**changes)) == (part,)


def test_only_what_a_customer_would_notice_is_done_otherwise() -> None:
    assert not Turn(1, record(), record(ledger={"score": 0.41, "band": "irritated"})).done_otherwise
    assert Turn(1, record(), record(replies=[])).done_otherwise


def test_what_an_agent_s_taking_over_left_unsaid_is_compared_all_the_same() -> None:
    said = record()["replies"]
    assert replies_of(record(replies=[], unsaid=said)) == said
    assert differing_parts(record(replies=[], unsaid=said), record()) == ()


def test_moves_are_named_once_and_the_rule_is_what_stands_before_the_reason() -> None:
    moves = [{"move": "inform", "reason": "small talk"}] * 2
    assert names_of(record(moves=moves)) == ["inform"]
    assert (rule_of(record()), rule_of(record(moves=moves)), rule_of({})) == ("open the complaint", "", "")

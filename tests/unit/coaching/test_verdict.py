"""The sentence above two runs of a conversation."""

from __future__ import annotations

from typing import Any

import pytest

from amends.coaching.comparison import Turn
from amends.coaching.verdict import VERBS, exact_verdict, verdict
from amends.deescalation.moves import MOVES
from tests.unit.coaching.test_comparison import record


def moving(*moves: str, rule: str = "the rule", **changes: Any) -> dict[str, Any]:
    """A record with these moves."""
    made = [{"move": move, "reason": f"{rule}: why"} for move in moves]
    return record(moves=made, **changes)


def told(was: dict[str, Any], now: dict[str, Any]) -> str:
    """The sentence about a conversation whose second turn is another."""
    return verdict([Turn(1, record(), record()), Turn(2, was, now)]).sentence


def test_what_is_the_same_is_called_identical() -> None:
    turns = [Turn(number, record(), record()) for number in range(1, 8)]
    for found in (verdict(turns), exact_verdict(turns)):
        assert found.identical and found.first is None
        assert found.sentence == "Identical in all 7 turns."
    assert verdict(turns[:1]).sentence == "Identical in its one turn."


@pytest.mark.parametrize(
    ("was", "now", "sentence"),
    [
        (
            moving("acknowledge", "apologise"),
            moving("acknowledge", "clarify"),
            "the assistant would ask instead of apologising.",
        ),
        (
            moving("set_boundary"),
            moving("paraphrase", "offer_options"),
            "the assistant would sum up and offer remedies instead of setting a boundary.",
        ),
        (
            moving("commit"),
            moving("inform"),
            "the assistant would inform instead of committing to something.",
        ),
        (
            moving("inform"),
            moving("inform", "thank", rule="another"),
            "the assistant would also thank, because “another” would decide and not “the rule”.",
        ),
        (
            moving("inform", "thank", "clarify"),
            moving("inform"),
            "the assistant would not thank or ask.",
        ),
        (
            moving("inform", "thank"),
            moving("thank", "inform"),
            "the assistant would make the same moves in another order.",
        ),
        (
            moving("inform"),
            moving("inform", replies=[{"text": "Other words."}]),
            "the assistant would make the same moves in other words.",
        ),
        (
            moving("inform"),
            moving("hand_off", handoff={"reason": "customer_asked", "status": "requested"}),
            "the assistant would bring in a person.",
        ),
        (
            moving("hand_off", handoff={"reason": "customer_asked", "status": "requested"}),
            moving("inform"),
            "the assistant would not bring in a person yet.",
        ),
        (
            moving("inform"),
            moving("clarify", reading={"intent": {"name": "ask_refund"}}),
            "the assistant would ask instead of informing, because the message would be read as "
            "“ask refund” and not as “report problem”.",
        ),
        (
            moving("inform"),
            moving("clarify", ledger={"score": 0.61, "band": "frustrated"}),
            "the assistant would ask instead of informing, because the score would "
            "stand at 61 and not at 40.",
        ),
    ],
)
def test_the_first_difference_is_told_with_its_cause(
    was: dict[str, Any], now: dict[str, Any], sentence: str
) -> None:
    assert told(was, now) == f"First differs at turn 2: {sentence}"


def test_a_score_that_moves_is_told_when_nothing_else_differs() -> None:
    same = "Says and does the same in all 2 turns; from turn 2 on the score would stand at 31 and not at 40."
    assert told(record(), record(ledger={"score": 0.31, "band": "irritated"})) == same


def test_the_first_turn_that_does_something_else_counts() -> None:
    score = record(ledger={"score": 0.31, "band": "irritated"})
    played = (score, moving("clarify"), moving("close"))
    turns = [Turn(number, record(), one) for number, one in enumerate(played, start=1)]
    assert verdict(turns).first == 2 and not verdict(turns).identical


def test_an_exact_replay_names_the_parts_that_differ() -> None:
    other = record(ledger={"score": 0.31, "band": "irritated"}, replies=[])
    found = exact_verdict([Turn(1, record(), record()), Turn(2, record(), other)])
    assert not found.identical
    assert found.sentence == "Not identical: turn 2 differs in its ledger and replies."


def test_every_move_has_a_verb() -> None:
    assert set(VERBS) == set(MOVES)

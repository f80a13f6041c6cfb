"""The live ledger as the console shows it."""

from typing import Any

import pytest

from amends.web.console.live import BY_AGENT, BY_CUSTOMER, IN_TURN, SHOWN_POINTS, LiveLedger, live_ledger
from tests.builders import a_ledger, a_reading

RECORD = {
    "ledger": a_ledger(0.78, "hostile", 0.72, ("theirs", "asked for a person", 0.06)),
    "state": {"slots": {"amends_state": {"score": 780, "facts": {"narrative": ["my lamp is late"]}}}},
}


def said(author: str, text: str, reading: dict[str, Any] | None = None) -> dict[str, Any]:
    entry: dict[str, Any] = {"author": author, "text": text, "at": "2026-11-20T12:00:00+00:00"}
    return {**entry, "reading": reading} if reading else entry


def live(*held: dict[str, Any], scores: tuple[float, ...] = (0.58, 0.72, 0.78)) -> LiveLedger:
    found = live_ledger(RECORD, scores, held)
    assert found is not None
    return found


def test_before_an_agent_speaks_it_is_the_last_turns_ledger() -> None:
    ledger = live()
    assert (ledger.score, ledger.band, ledger.moved, ledger.direction) == (0.78, "hostile", IN_TURN, "rising")
    assert ledger.points == (0.58, 0.72, 0.78) and ledger.held_points == 0
    assert [entry.reason for entry in ledger.contributions] == ["asked for a person"]


def test_what_is_said_to_the_agent_moves_it_and_says_why() -> None:
    ledger = live(said("customer", "ok", a_reading("affirm", 0.1, "calm")))
    assert (ledger.moved, ledger.direction, ledger.band) == (BY_CUSTOMER, "easing", "irritated")
    assert len(ledger.points) == 4 and ledger.held_points == 1
    assert sum(entry.amount for entry in ledger.contributions) == round(ledger.score * 1000) - 780


def test_an_agents_word_that_moves_nothing_does_not_hide_what_did() -> None:
    sorry = said("agent", "I am sorry that your lamp is late.")
    assert live(sorry).moved == BY_AGENT
    assert live(said("customer", "fine", a_reading("affirm", 0.1)), said("agent", "One moment.")).moved == (
        BY_CUSTOMER
    )


def test_the_trend_is_drawn_from_the_newest_points_only() -> None:
    ledger = live(scores=tuple(n / 100 for n in range(60)))
    assert len(ledger.points) == SHOWN_POINTS == len(ledger.trend.split())
    assert ledger.points[-1] == 0.59 and live(scores=(0.5,)).trend == ""


@pytest.mark.parametrize("held", [(), ({"author": "agent", "text": "Hello."},)])
def test_nothing_read_is_nothing_shown(held: tuple[dict[str, Any], ...]) -> None:
    assert live_ledger({}, (), held) is None


def test_a_first_message_to_an_agent_needs_no_turn_before_it() -> None:
    ledger = live_ledger({}, (), [said("customer", "WHERE IS IT", a_reading(score=0.6))])
    assert ledger is not None and ledger.score == 0.6 and ledger.points == (0.6,)

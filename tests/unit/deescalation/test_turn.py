"""Turn inputs, steps and plans survive their JSON form."""

from __future__ import annotations

import json

import pytest

from amends.deescalation.reading import Reading
from amends.deescalation.turn import Button, CustomerFacts, Duty, History, Plan, Step, TurnInput
from tests.unit.deescalation.talk import Talk, late


def test_a_turn_comes_back_the_same() -> None:
    data = {
        "intent": {"name": "affirm", "confidence": 0.9},
        "frustration": {"score": 0.3, "cues": [{"cue": "wording", "span": [0, 2], "weight": 1.5}]},
        "signals": {"abuse": 0.1},
        "entities": [{"entity": "email", "value": "a@b.org"}],
    }
    turn = TurnInput("yes", Reading.from_dict(data, "yes"), ("m1",), seed="s:1", said=frozenset({"x"}))
    assert TurnInput.from_dict(json.loads(json.dumps(turn.to_dict())), frozenset({"x"})) == turn


def test_a_plan_comes_back_the_same() -> None:
    plan = late(Talk()).plans[-1]
    assert Plan.from_dict(json.loads(json.dumps(plan.to_dict()))) == plan


def test_a_text_can_make_several_moves() -> None:
    step = Step("acknowledge", "why", "r", "t", also=(("apologise", "once"),))
    assert [pair["move"] for pair in step.moves] == ["acknowledge", "apologise"]


@pytest.mark.parametrize("contact", ["a@b.org", {"email": "a@b.org", "phone": None}])
def test_a_contact_may_be_text_or_fields(contact: object) -> None:
    assert CustomerFacts.from_dict({"contact": contact}).contact == "a@b.org"


def test_missing_facts_are_unknown_and_lists_are_counted() -> None:
    assert CustomerFacts.from_dict(None) == CustomerFacts() and Duty.from_dict({}) == Duty()
    history = History.from_dict({"open_promises": [{}, {}], "said_while_agent_held": [{"text": "hi"}, "ho"]})
    assert (history.open_promises, [one.text for one in history.said_while_agent_held]) == (2, ["hi", "ho"])
    assert Button.from_dict(Button("a", "A").to_dict()) == Button("a", "A")

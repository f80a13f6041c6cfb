"""Plays every scenario of scenarios/ against the whole running house."""

import os
import signal
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.conversations.customer import Customer, tell
from tests.conversations.expectation import Expectation
from tests.conversations.scenario import read_scenario
from tests.house import House

SCENARIOS = sorted((Path(__file__).parent / "scenarios").glob("*.yml"))
MOST_TURNS = 10


def converse(customer: Customer, plan: Mapping[str, Any]) -> None:
    """Answer whatever the assistant does until the goal of the plan is reached."""
    answers, before = plan["answers"], len(customer.turns)
    for _ in range(int(plan.get("within", MOST_TURNS))):
        if not Expectation(customer.turns[before:], customer.transcript()).check(plan["until"]):
            return
        made = [reply["move"] for reply in customer.turns[-1]["replies"]]
        answer = next((answers[move] for move in reversed(made) if move in answers), answers.get("otherwise"))
        assert answer is not None, f"the scenario has no answer to {made}:\n{tell(customer.turns)}"
        if isinstance(answer, Mapping):
            customer.press(answer["press"])
        else:
            customer.send(answer)
    wrong = Expectation(customer.turns[before:], customer.transcript()).check(plan["until"])
    assert not wrong, f"{wrong}\n{tell(customer.turns)}"


def take(step: Mapping[str, Any], customer: Customer, house: House) -> None:
    """Take one step and check what it expects."""
    before = len(customer.turns)
    if "say" in step:
        customer.send(step["say"])
    elif "press" in step:
        customer.press(step["press"])
    elif "converse" in step:
        converse(customer, step["converse"])
    else:
        freeze, thaw = step.get("stop"), step.get("go_on")
        os.kill(house.processes[freeze or thaw], signal.SIGSTOP if freeze else signal.SIGCONT)
    if "expect" in step:
        wrong = Expectation(customer.turns[before:], customer.transcript()).check(step["expect"])
        assert not wrong, f"{wrong}\n{tell(customer.turns)}"


@pytest.mark.house
@pytest.mark.parametrize("path", SCENARIOS, ids=[path.stem for path in SCENARIOS])
def test_scenario(path: Path, house: House) -> None:
    scenario = read_scenario(path)
    customer = Customer(house)
    try:
        for step in scenario.steps:
            take(step, customer, house)
        wrong = Expectation(customer.turns, customer.transcript()).check(scenario.at_the_end)
        assert not wrong, f"{wrong}\n{tell(customer.turns)}"
    finally:
        for name in {step["stop"] for step in scenario.steps if "stop" in step}:
            os.kill(house.processes[name], signal.SIGCONT)
        customer.close()


def test_there_are_scenarios() -> None:
    assert len(SCENARIOS) >= 5

"""A conversation that a trainer saves as a test is one that the runner plays, and the house passes."""

from pathlib import Path

import pytest

from amends.web.replay.export_scenario import scenario_of
from tests.conversations.customer import Customer, tell
from tests.conversations.expectation import Expectation
from tests.conversations.scenario import read_scenario
from tests.conversations.test_scenarios import take
from tests.house import House

SAID = ("My order A-1003 was due last week and is still not here.", "I want to talk to a person, please.")


@pytest.mark.house
def test_what_was_exported_is_played_and_passes(house: House, tmp_path: Path) -> None:
    first = Customer(house)
    for text in SAID:
        first.send(text)
    path = tmp_path / "as_it_went.yml"
    path.write_text(scenario_of(first.transcript(), [], keep_moves=True), encoding="utf-8")
    first.close()
    scenario = read_scenario(path)
    assert [step["say"] for step in scenario.steps] == list(SAID)
    assert all(step["expect"]["moves"] for step in scenario.steps)
    again = Customer(house)
    for step in scenario.steps:
        take(step, again, house)
    wrong = Expectation(again.turns, again.transcript()).check(scenario.at_the_end)
    again.close()
    assert not wrong, f"{wrong}\n{tell(again.turns)}"

"""The test conversations of scenarios/, read by the rulebook's reader, which describes their format."""

from amends.rulebook.scenario_file import Scenario, load_scenario
from amends.rulebook.source import RulebookError

__all__ = ["BadScenario", "Scenario", "read_scenario"]

BadScenario = RulebookError
read_scenario = load_scenario

from amends.rulebook.scenario_file import EXPECTATIONS
from tests.conversations.expectation import Expectation


def test_the_runner_can_check_whatever_a_file_may_expect() -> None:
    methods = {name for name in vars(Expectation) if not name.startswith("_")} - {"check"}
    assert methods == set(EXPECTATIONS)

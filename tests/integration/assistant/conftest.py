"""One assistant and one stub of the action server for all tests of this folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count

import pytest

from .assistant_process import Assistant, Talk, running_assistant
from .stub_actions import StubActions

_numbers = count(1)


@pytest.fixture(scope="session")
def actions() -> StubActions:
    """The stub of the action server."""
    return StubActions()


@pytest.fixture(scope="session")
def assistant(actions: StubActions, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """The real process, started once."""
    with running_assistant(tmp_path_factory.mktemp("assistant"), actions.url) as running:
        yield running


@pytest.fixture(autouse=True)
def proper_actions(actions: StubActions) -> None:
    """Each test begins with an action server that answers."""
    actions.reset()


@pytest.fixture
def talk(assistant: Assistant) -> Callable[[], Talk]:
    """Opens conversations."""
    return lambda: Talk(assistant, f"conversation-{next(_numbers)}")

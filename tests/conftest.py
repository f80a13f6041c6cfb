"""What all tests share: the running house, and the rule that CI skips nothing important."""

import os
from collections.abc import Iterator
from typing import Any

import pytest

from tests.house import House, running_house

# Skips whose reason starts so are fine everywhere: they need something that nobody promised to install.
OPTIONAL = "optional:"
NOTHING_SKIPPED = os.environ.get("AMENDS_CI", "") not in ("", "0")


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """One running house for the whole session."""
    with running_house(tmp_path_factory.mktemp("house")) as running:
        yield running


def _forbid_skip(report: Any) -> None:
    if not NOTHING_SKIPPED or report.outcome != "skipped" or hasattr(report, "wasxfail"):
        return
    reason = str(report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr)
    if OPTIONAL not in reason:
        report.outcome = "failed"
        report.longrepr = f"AMENDS_CI is set, so nothing important may be skipped: {reason}"


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport() -> Iterator[None]:
    """In CI a skipped test is a failed one, unless its reason says that it is optional."""
    outcome = yield
    _forbid_skip(outcome.get_result())  # type: ignore[attr-defined]


@pytest.hookimpl(hookwrapper=True)
def pytest_make_collect_report() -> Iterator[None]:
    """The same for a whole module that is skipped while it is collected."""
    outcome = yield
    _forbid_skip(outcome.get_result())  # type: ignore[attr-defined]

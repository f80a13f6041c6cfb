"""A database that outlives a desk, for tests that start a second one over it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from amends.records.database import Database
from tests.databases import opened_database


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """An empty database of the kind that this run is about."""
    with opened_database(tmp_path) as opened:
        yield opened

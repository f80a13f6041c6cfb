"""Databases for desks: one that outlives a desk, and one that several desks share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from amends.records.database import Database, open_database
from amends.records.migrate import upgrade
from tests.databases import opened_database, own_postgresql_schema


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """An empty database of the kind that this run is about."""
    with opened_database(tmp_path) as opened:
        yield opened


@pytest.fixture
def postgresql() -> Iterator[Database]:
    """An empty, migrated schema."""
    with own_postgresql_schema() as url:
        upgrade(url)
        database = open_database(url)
        yield database
        database.close()

from collections.abc import Iterator

import pytest

from amends.records.database import Database, open_database
from tests.databases import fresh_database

from .rig import Rig, running_rig


@pytest.fixture(scope="session")
def rig(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rig]:
    folder = tmp_path_factory.mktemp("rig")
    with fresh_database(folder) as url, running_rig(folder, url) as running:
        yield running


@pytest.fixture(scope="session")
def database(rig: Rig) -> Iterator[Database]:
    opened = open_database(rig.settings.database_url)
    yield opened
    opened.close()

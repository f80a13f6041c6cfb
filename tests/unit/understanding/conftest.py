"""A small reader, really trained on a part of our own rows, shared by the tests of this room."""

from pathlib import Path

import pytest

from amends.understanding.encoder import Encoder
from amends.understanding.reader import Reader
from amends.understanding.rows import Row, read_nlu, read_readings
from amends.understanding.training import train

ROOT = Path(__file__).resolve().parents[3]
ROWS_OF_AN_INTENT = 18


def small_rows() -> tuple[list[Row], dict[str, list[str]]]:
    """Every second row of each intent, eighteen at most (more of out_of_scope), a third of the readings."""
    named, lookups = read_nlu(ROOT / "data" / "nlu")
    chosen: dict[str, list[Row]] = {}
    for row in named[::2]:
        chosen.setdefault(row.intent or "", []).append(row)
    most = {"out_of_scope": 40}
    few = [row for name, rows in chosen.items() for row in rows[: most.get(name, ROWS_OF_AN_INTENT)]]
    return few + read_readings(ROOT / "data" / "readings")[::3], lookups


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    return Encoder.load()


@pytest.fixture(scope="session")
def model_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reader")
    rows, lookups = small_rows()
    train(rows, folder, lookups=lookups)
    return folder


@pytest.fixture(scope="session")
def reader(model_folder: Path) -> Reader:
    return Reader.load(model_folder)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give this room's tests time: the first that needs the small reader trains it, on whatever machine."""
    for item in items:
        if item.path.parent == Path(__file__).resolve().parent:
            item.add_marker(pytest.mark.timeout(400))

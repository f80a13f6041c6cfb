"""The running house in tests: all processes on free ports, with a home and people of its own."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Person:
    """Somebody who can sign in to the house."""

    role: str
    email: str
    password: str


@dataclass(frozen=True)
class House:
    """Where the house is and who may sign in; `processes` are process ids by name, `pid` the supervisor's."""

    desk_url: str
    shop_url: str
    database_url: str
    home: Path
    pid: int
    processes: Mapping[str, int]
    people: Mapping[str, Person]

    def log(self, name: str) -> str:
        """What a process (actions, shop, assistant, desk) has printed so far."""
        return (self.home / "logs" / f"{name}.log").read_text(encoding="utf-8", errors="replace")


@contextmanager
def running_house(home: Path, **environment: str) -> Iterator[House]:
    """Run the whole house with `home` as its home; skip the test where there is no trained model."""
    if not any((ROOT / "models").glob("*.tar.gz")):
        pytest.skip("no trained model in models/ (make train)")
    if not (ROOT / "widget" / "dist" / "widget.js").exists():
        pytest.skip("the front end is not built (make set-up)")
    # Imported here: the tests' conftest is shared with the other environment, which has no records.
    from amends.supervisor.rental import rented_house
    from tests.databases import fresh_database

    home.mkdir(parents=True, exist_ok=True)
    given = environment.pop("AMENDS_DATABASE_URL", None)
    with nullcontext(given) if given else fresh_database(home) as url:
        people = _people(url, home)
        with rented_house(home, AMENDS_DATABASE_URL=url, **environment) as rented:
            yield House(
                rented.desk_url,
                rented.shop_url,
                rented.database_url,
                rented.home,
                rented.pid,
                rented.processes,
                people,
            )


def _people(url: str, home: Path) -> dict[str, Person]:
    """The demo agent and trainer, made before anybody enters the house."""
    from amends.records.database import open_database
    from amends.records.migrate import upgrade
    from amends.seeding import PASSWORDS, seed

    upgrade(url)
    database = open_database(url)
    seed(database, home)
    database.close()
    lines = (home / PASSWORDS).read_text(encoding="utf-8").splitlines()
    return {words[0]: Person(*words) for words in map(str.split, lines)}

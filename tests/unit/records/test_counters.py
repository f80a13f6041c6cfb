from concurrent.futures import ThreadPoolExecutor

import pytest

from amends.records.counters import next_number
from amends.records.database import Database


def test_every_series_counts_from_one(database: Database) -> None:
    with database.session() as session:
        assert [next_number(session, "a"), next_number(session, "a"), next_number(session, "b")] == [1, 2, 1]


def test_a_number_is_given_back_when_the_transaction_fails(database: Database) -> None:
    with pytest.raises(RuntimeError), database.session() as session:
        next_number(session, "a")
        raise RuntimeError
    with database.session() as session:
        assert next_number(session, "a") == 1


def test_fifty_at_once_leave_no_gap_and_no_double(database: Database) -> None:
    def take(_: int) -> int:
        with database.session() as session:
            return next_number(session, "a")

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(take, range(50))) == list(range(1, 51))

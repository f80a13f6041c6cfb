from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from amends.records.database import Database
from amends.records.tables import FailedSignIn
from amends.web.signin.throttle import PER_ACCOUNT, PER_ACCOUNT_AND_ADDRESS, PER_ADDRESS, Throttle

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
NONE = timedelta(0)


def test_two_desks_count_together(database: Database) -> None:
    desks = [Throttle(database, "secret"), Throttle(database, "secret")]
    free = [desks[n % 2].wait("sam", "203.0.113.9", NOW) for n in range(PER_ACCOUNT_AND_ADDRESS.failures)]
    assert free == [NONE] * PER_ACCOUNT_AND_ADDRESS.failures
    assert [desk.wait("sam", "203.0.113.9", NOW) > NONE for desk in desks] == [True, True]
    desks[0].succeeded("sam", "203.0.113.9")
    assert desks[1].wait("sam", "203.0.113.9", NOW) == NONE


def test_this_machine_is_limited_for_an_account_and_not_as_a_whole(database: Database) -> None:
    throttle = Throttle(database, "secret")
    for number in range(PER_ADDRESS.failures + 1):
        assert throttle.wait(f"account {number}", None, NOW) == NONE
    assert [throttle.wait("sam", None, NOW) > NONE for _ in range(6)] == [False] * 5 + [True]
    assert PER_ACCOUNT.failures > PER_ACCOUNT_AND_ADDRESS.failures


def test_the_records_hold_neither_the_account_nor_the_address(database: Database) -> None:
    Throttle(database, "secret").wait("sam@example.com", "203.0.113.9", NOW)
    Throttle(database, "another").wait("sam@example.com", "203.0.113.9", NOW)
    with database.reading() as session:
        first, second = session.scalars(select(FailedSignIn))
    for row in (first, second):
        assert "sam" not in row.account
        assert "203" not in row.address
        assert len(row.account) == len(row.address) == 64
    # Without the secret nobody can try out which account a mark stands for.
    assert first.account != second.account

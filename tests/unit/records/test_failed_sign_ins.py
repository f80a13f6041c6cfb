from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from amends.records.database import Database
from amends.records.failed_sign_ins import Limit, forget, try_sign_in
from amends.records.tables import FailedSignIn

BOTH = Limit(5, timedelta(minutes=1), account=True, address=True)
ACCOUNT = Limit(20, timedelta(minutes=5), account=True)
ADDRESS = Limit(30, timedelta(minutes=5), address=True)
NOW, MINUTE = timedelta(0), timedelta(minutes=1)

Tries = Callable[..., timedelta]


@pytest.fixture
def tries(database: Database, now: datetime) -> Tries:
    """Makes an attempt so long after `now`; how long it must wait."""

    def make(account: str = "sam", address: str = "here", after: timedelta = NOW) -> timedelta:
        with database.session() as session:
            return try_sign_in(session, account, address, [BOTH, ACCOUNT, ADDRESS], now + after)

    return make


def test_the_first_five_attempts_are_free_and_then_one_waits_for_the_oldest(tries: Tries) -> None:
    assert [tries(after=timedelta(seconds=n)) for n in range(5)] == [NOW] * 5
    assert tries(after=timedelta(seconds=5)) == timedelta(seconds=55)
    assert tries(after=MINUTE) == NOW
    assert tries(after=MINUTE) == timedelta(seconds=1)


def test_an_attempt_that_must_wait_is_not_counted_so_waiting_ends(tries: Tries) -> None:
    for _ in range(50):
        tries()
    assert tries(after=MINUTE) == NOW


def test_another_address_and_another_account_do_not_wait(tries: Tries) -> None:
    for _ in range(5):
        tries()
    assert tries("sam", "elsewhere") == NOW
    assert tries("kim", "here") == NOW


def test_guessing_from_many_addresses_or_at_many_accounts_is_slowed_down_as_well(tries: Tries) -> None:
    assert [tries("sam", f"address {n}") for n in range(20)] == [NOW] * 20
    assert tries("sam", "yet another") > NOW
    assert [tries(f"account {n}", "there") for n in range(30)] == [NOW] * 30
    assert tries("yet another", "there") > NOW


def test_success_clears_the_failures_from_that_address_only(tries: Tries, database: Database) -> None:
    for address in ("here", "there"):
        for _ in range(5):
            tries("sam", address)
    with database.session() as session:
        forget(session, "sam", "here")
    assert tries("sam", "here") == NOW
    assert tries("sam", "there") > NOW


def test_what_is_older_than_every_limit_is_deleted(tries: Tries, database: Database) -> None:
    for number in range(100):
        tries(f"account {number}", f"address {number}")
    tries(after=timedelta(minutes=5))
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(FailedSignIn)) == 1

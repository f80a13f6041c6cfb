"""Slows down whoever guesses passwords, by account and address, by account, and by address."""

import hashlib
import hmac
from datetime import datetime, timedelta

from amends.records import failed_sign_ins
from amends.records.database import Database
from amends.records.failed_sign_ins import Limit

PER_ACCOUNT_AND_ADDRESS = Limit(5, timedelta(minutes=1), account=True, address=True)
PER_ACCOUNT = Limit(20, timedelta(minutes=5), account=True)
# An office may share an address; whoever tries a word at every account is slower than any office.
PER_ADDRESS = Limit(30, timedelta(minutes=5), address=True)


class Throttle:
    """Counts failed sign-ins in the records, under hashes that only this house's secret can make."""

    def __init__(self, database: Database, secret: str) -> None:
        """Count in this database."""
        self._database = database
        self._key = secret.encode()

    def wait(self, account: str, address: str | None, now: datetime) -> timedelta:
        """Count an attempt unless it must wait; how long, zero when it may be made now.

        `address` is None for this machine, which is not limited as a whole.
        """
        limits = [PER_ACCOUNT_AND_ADDRESS, PER_ACCOUNT, *([PER_ADDRESS] if address is not None else [])]
        with self._database.session() as session:
            return failed_sign_ins.try_sign_in(session, *self._marks(account, address), limits, now)

    def succeeded(self, account: str, address: str | None) -> None:
        """Forget what failed for this account from this address."""
        with self._database.session() as session:
            failed_sign_ins.forget(session, *self._marks(account, address))

    def _marks(self, account: str, address: str | None) -> tuple[str, str]:
        return self._hash(f"account {account}"), self._hash(f"address {address or ''}")

    def _hash(self, text: str) -> str:
        return hmac.new(self._key, text.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()

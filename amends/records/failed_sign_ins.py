"""Failed attempts to sign in, counted for all desks together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session

from amends.records.tables import FailedSignIn


@dataclass(frozen=True)
class Limit:
    """So many failures within a time, counted for an account, an address, or an account from an address."""

    failures: int
    within: timedelta
    account: bool = False
    address: bool = False


def try_sign_in(
    session: Session, account: str, address: str, limits: Sequence[Limit], at: datetime
) -> timedelta:
    """Count an attempt, unless it must wait; how long, and zero when it may be made now.

    It is counted before the password is looked at, so that of many attempts at once none slips through.
    """
    if session.get_bind().dialect.name == "postgresql":
        # SQLite lets one writer in at a time; here the attempts on one account queue up.
        session.execute(select(func.pg_advisory_xact_lock(func.hashtext(account))))
    longest = max(limit.within for limit in limits)
    session.execute(delete(FailedSignIn).where(FailedSignIn.at <= at - longest))
    statement = select(FailedSignIn.account, FailedSignIn.address, FailedSignIn.at)
    found = session.execute(
        statement.where(or_(FailedSignIn.account == account, FailedSignIn.address == address))
    ).all()
    wait = max(
        _wait(
            sorted(
                row.at
                for row in found
                if (row.account == account or not limit.account)
                and (row.address == address or not limit.address)
            ),
            limit,
            at,
        )
        for limit in limits
    )
    if not wait:
        session.add(FailedSignIn(account=account, address=address, at=at))
    return wait


def forget(session: Session, account: str, address: str) -> None:
    """Whoever knew the password from here is no guesser."""
    session.execute(
        delete(FailedSignIn).where(FailedSignIn.account == account, FailedSignIn.address == address)
    )


def _wait(times: Sequence[datetime], limit: Limit, now: datetime) -> timedelta:
    recent = [time for time in times if now - time < limit.within]
    if len(recent) < limit.failures:
        return timedelta(0)
    return recent[-limit.failures] + limit.within - now

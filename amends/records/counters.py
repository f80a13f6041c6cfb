"""Counters: the next number of a series, without gaps or doubles between processes."""

from __future__ import annotations

from sqlalchemy import update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from amends.records.tables import Counter


def next_number(session: Session, series: str) -> int:
    """Take the next number of a series, from 1; it is given back if the transaction rolls back."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    session.execute(insert(Counter).values(name=series, value=0).on_conflict_do_nothing())
    taken = update(Counter).where(Counter.name == series).values(value=Counter.value + 1)
    return session.execute(taken.returning(Counter.value)).scalar_one()

"""Counters: the next number of a series, without gaps or doubles between processes."""

from __future__ import annotations

from sqlalchemy.orm import Session

from amends.records.database import upsert
from amends.records.tables import Counter


def next_number(session: Session, series: str) -> int:
    """Take the next number of a series, from 1; it is given back if the transaction rolls back."""
    first = upsert(session, Counter).values(name=series, value=1)
    one_more = {"value": Counter.value + 1}
    taken = first.on_conflict_do_update(index_elements=[Counter.name], set_=one_more)
    return int(session.execute(taken.returning(Counter.value)).scalar_one())

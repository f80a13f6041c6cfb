"""Column types and constraints that every table shares."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import CheckConstraint, DateTime, Dialect
from sqlalchemy.types import TypeDecorator


class UtcDateTime(TypeDecorator[datetime]):
    """A time that is always aware and always UTC, also where the database forgets the zone.

    Raises ValueError for a naive time, because guessing its zone would move clocks and promises.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn an aware time into UTC on its way into the database."""
        if value is None:
            return None
        if value.utcoffset() is None:
            raise ValueError(f"a time without a zone cannot be stored: {value.isoformat()}")
        return value.astimezone(UTC)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        """Give the time its zone back on its way out."""
        if value is None:
            return None
        found: datetime = value
        return found.replace(tzinfo=UTC) if found.utcoffset() is None else found.astimezone(UTC)


def one_of(column: str, values: Sequence[str]) -> CheckConstraint:
    """A check that the text column holds one of the words, or nothing where it may be null."""
    words = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({words})", name=f"{column}_is_known")

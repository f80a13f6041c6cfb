"""Everything that a database holds, so that a test can say that nothing of it changed."""

from typing import Any

from sqlalchemy import select

from amends.records.database import Database
from amends.records.tables import Base


def dump(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, by table, in the order of the primary keys."""
    with database.reading() as session:
        return {
            table.name: [tuple(row) for row in session.execute(select(table).order_by(*table.primary_key))]
            for table in Base.metadata.sorted_tables
        }

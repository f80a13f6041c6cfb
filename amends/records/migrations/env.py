"""Alembic's entry: runs the revisions on the connection that migrate.py hands over."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context

from amends.records.columns import UtcDateTime
from amends.records.tables import Base


def render_item(kind: str, item: Any, autogen_context: Any) -> str | Literal[False]:
    """Write our own column types into revisions as plain ones, so that old revisions never change meaning."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_item=render_item,
    # SQLite changes a table by making it anew.
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()

"""What every turn writes, as statements that are built once: its row, its messages' state, the memory.

On the tables and not on their classes: what is written here is read again in other transactions only, so the
session need not know of it, and a turn costs a few milliseconds less.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from typing import Any, cast

from sqlalchemy import Table, bindparam, insert, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from amends.records.tables import Message, State, Turn

_TURNS, _STATES = cast(Table, Turn.__table__), cast(Table, State.__table__)
_MESSAGES = cast(Table, Message.__table__)
_ADD_TURN = insert(_TURNS).returning(_TURNS.c.id)
# The state in the condition makes a second answer impossible, whoever tries to give it.
_SETTLE = (
    update(_MESSAGES)
    .where(_MESSAGES.c.id.in_(bindparam("ids", expanding=True)), _MESSAGES.c.state == "waiting")
    .values(state=bindparam("became"), turn_id=bindparam("turn"))
)


def add_turn(session: Session, row: Mapping[str, Any]) -> int:
    """Store a turn; its id. `row` holds every column but the id."""
    return int(session.execute(_ADD_TURN, row).scalar_one())


def settle_messages(session: Session, ids: Sequence[str], state: str, turn_id: int | None) -> int:
    """Give messages that wait their state and turn; how many of them still waited."""
    result = session.execute(_SETTLE, {"ids": ids, "became": state, "turn": turn_id})
    assert isinstance(result, CursorResult)
    return result.rowcount


def keep_state(session: Session, conversation_id: str, state: Mapping[str, Any], turn_number: int) -> None:
    """Keep the assistant's memory of a conversation, in one statement whether it is the first or not."""
    row = {"conversation_id": conversation_id, "state": state, "turn_number": turn_number}
    session.execute(_keep_state(session.get_bind().dialect.name), row)


@functools.cache
def _keep_state(dialect: str) -> Any:
    kept = (postgresql.insert if dialect == "postgresql" else sqlite.insert)(_STATES)
    newest = {"state": kept.excluded.state, "turn_number": kept.excluded.turn_number}
    return kept.on_conflict_do_update(index_elements=[_STATES.c.conversation_id], set_=newest)

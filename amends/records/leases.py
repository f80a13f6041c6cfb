"""Leases: of several desks on one PostgreSQL database, which one works on a conversation just now.

Every lease is taken and checked under the lock of its conversation, by the database's clock. A desk lives as
long as its row in `desks` was renewed lately (amends.records.line); the leases of one that does not are free.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, exists, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from amends.records.tables import Conversation, DeskProcess, Lease, Message
from amends.records.wakes import WORK, announce

WAITING = "waiting"


class LeaseLost(RuntimeError):
    """Another desk works on the conversation now, or may; what this one was about to store is dropped."""


@dataclass(frozen=True)
class Lessee:
    """A desk that takes leases; the others take them from it after `lost_after_s` seconds without a sign."""

    desk_id: str
    lost_after_s: float


@dataclass(frozen=True)
class Wanted:
    """Which waiting conversations a desk looks for.

    None younger than `waiting_since`, because the desk that was given the message is about to answer it;
    none of those that the desk has `in_hand`; and at most `most`.
    """

    waiting_since: datetime
    in_hand: Collection[str]
    most: int


def take_lease(session: Session, conversation_id: str, lessee: Lessee) -> bool:
    """Take the lease of a locked conversation, or find it ours; False when a living desk has it."""
    return bool(_take(session, [conversation_id], lessee))


def give_lease_back(session: Session, conversation_id: str, desk_id: str | None) -> None:
    """End the lease of a locked conversation. Raises LeaseLost when it was not this desk's any more.

    Without a desk's id (on SQLite) there is nothing to end.
    """
    if desk_id is None:
        return
    mine = delete(Lease).where(Lease.conversation_id == conversation_id, Lease.desk_id == desk_id)
    if _count(session.execute(mine)) == 0:
        raise LeaseLost(conversation_id)


def drop_lease(session: Session, conversation_id: str, lessee: Lessee | None) -> None:
    """End the lease of a locked conversation in which nothing waits any more, if it is this desk's."""
    if lessee is not None:
        mine = (Lease.conversation_id == conversation_id, Lease.desk_id == lessee.desk_id)
        session.execute(delete(Lease).where(*mine))


def check_lease(session: Session, conversation_id: str, desk_id: str | None) -> None:
    """Raises LeaseLost when the lease of a locked conversation is not this desk's any more."""
    if desk_id is None:
        return
    mine = exists().where(Lease.conversation_id == conversation_id, Lease.desk_id == desk_id)
    if not session.scalar(select(mine)):
        raise LeaseLost(conversation_id)


def claim_waiting(session: Session, lessee: Lessee, wanted: Wanted) -> Sequence[str]:
    """Take the leases of conversations that wait and that no living desk works on, the longest waiting first.

    Conversations that somebody has locked are left to them, so desks that look at the same time share what
    they find.
    """
    waiting = _abandoned(lessee, wanted).with_for_update(of=Conversation, skip_locked=True)
    # Taken in a second statement, which sees every lease that was given while the first one locked.
    return _take(session, session.scalars(waiting).all(), lessee)


def find_waiting(session: Session, lessee: Lessee, wanted: Wanted) -> Sequence[str]:
    """What `claim_waiting` would take, taking nothing: for a desk whose assistant is away."""
    return session.scalars(_abandoned(lessee, wanted)).all()


def give_everything_back(session: Session, desk_id: str) -> None:
    """End every lease of a desk that stops, forget the desk and tell the others to look for work."""
    session.execute(delete(Lease).where(Lease.desk_id == desk_id))
    session.execute(delete(DeskProcess).where(DeskProcess.id == desk_id))
    announce(session, WORK)


def _take(session: Session, conversation_ids: Sequence[str], lessee: Lessee) -> Sequence[str]:
    if not conversation_ids:
        return []
    now = func.clock_timestamp()
    rows = [{"conversation_id": key, "desk_id": lessee.desk_id, "taken_at": now} for key in conversation_ids]
    wish = insert(Lease).values(rows)
    taken = wish.on_conflict_do_update(
        index_elements=[Lease.conversation_id],
        set_={"desk_id": wish.excluded.desk_id, "taken_at": wish.excluded.taken_at},
        where=(Lease.desk_id == lessee.desk_id) | Lease.desk_id.not_in(_living(lessee)),
    )
    got = set(session.scalars(taken.returning(Lease.conversation_id)))
    return [key for key in conversation_ids if key in got]


def _abandoned(lessee: Lessee, wanted: Wanted) -> Select[str]:
    waits = (Message.state == WAITING, Message.at <= wanted.waiting_since)
    oldest = select(func.min(Message.at)).where(
        Message.state == WAITING, Message.conversation_id == Conversation.id
    )
    held = exists().where(
        Lease.conversation_id == Conversation.id,
        Lease.desk_id != lessee.desk_id,
        Lease.desk_id.in_(_living(lessee)),
    )
    return (
        select(Conversation.id)
        .where(
            Conversation.id.in_(select(Message.conversation_id).where(*waits)),
            Conversation.id.not_in(wanted.in_hand),
            ~held,
        )
        .order_by(oldest.scalar_subquery())
        .limit(wanted.most)
    )


def _living(lessee: Lessee) -> Select[str]:
    """The desks that were seen lately."""
    since = func.clock_timestamp() - func.make_interval(0, 0, 0, 0, 0, 0, lessee.lost_after_s)
    return select(DeskProcess.id).where(DeskProcess.seen_at > since)


def _count(result: Any) -> int:
    assert isinstance(result, CursorResult)
    return result.rowcount

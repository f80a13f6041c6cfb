"""Offers: a waiting handoff shown to one agent first, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from amends.records.conversations import lock_conversation
from amends.records.handoffs import UnknownHandoff, find_handoff, step_handoff
from amends.records.tables import Handoff, Offer, User
from amends.records.users import set_on_duty
from amends.records.wakes import QUEUE, announce


def standing_offer(session: Session, handoff_id: int) -> Offer | None:
    """The offer of a handoff that has no outcome yet, or None."""
    return session.scalar(select(Offer).where(Offer.handoff_id == handoff_id, Offer.outcome.is_(None)))


def decline(session: Session, handoff_id: int, agent_id: int, *, at: datetime) -> bool:
    """Put a handoff that is offered to this agent back; False when it is not. Raises UnknownHandoff."""
    found = find_handoff(session, handoff_id)
    if found is None:
        raise UnknownHandoff(str(handoff_id))
    return put_back(session, found, "declined", at=at, agent_id=agent_id)


def put_back(
    session: Session, handoff: Handoff, outcome: str, *, at: datetime, agent_id: int | None = None
) -> bool:
    """End the standing offer of a handoff, which then waits for the next agent; False when there is none.

    With `agent_id` only an offer to this agent counts.
    """
    lock_conversation(session, handoff.conversation_id)
    session.refresh(handoff)
    offer = standing_offer(session, handoff.id)
    if offer is None or handoff.status != "offered" or agent_id not in (None, offer.agent_id):
        return False
    offer.outcome = outcome
    step_handoff(session, handoff.id, "requested", at=at)
    return True


def settle_offer(session: Session, handoff_id: int, agent_id: int | None) -> None:
    """End the standing offer of a handoff that waits no more: accepted by its agent, withdrawn otherwise."""
    offer = standing_offer(session, handoff_id)
    if offer is not None:
        offer.outcome = "accepted" if offer.agent_id == agent_id else "withdrawn"
        session.flush()


def set_duty(session: Session, agent_id: int, on_duty: bool, *, at: datetime) -> None:
    """Put an agent on duty or off; whoever goes off takes no offer with them."""
    if not on_duty:
        standing = select(Handoff).join(Offer, Offer.handoff_id == Handoff.id)
        standing = standing.where(Offer.agent_id == agent_id, Offer.outcome.is_(None)).order_by(Handoff.id)
        for handoff in session.scalars(standing).all():
            put_back(session, handoff, "withdrawn", at=at, agent_id=agent_id)
    # Conversations are locked before people, as everywhere, so that no two desks wait for each other.
    set_on_duty(session, agent_id, on_duty)
    announce(session, QUEUE)


def standing_offers(session: Session) -> dict[int, tuple[int, str, datetime]]:
    """Every offer that stands, by handoff: the agent's id and name, and when it lapses."""
    rows = session.execute(
        select(Offer.handoff_id, Offer.agent_id, User.name, Offer.due_at)
        .join(User, User.id == Offer.agent_id)
        .where(Offer.outcome.is_(None))
    )
    return {handoff_id: (agent_id, name, due_at) for handoff_id, agent_id, name, due_at in rows}


def count_passed_over(session: Session, handoff_ids: Sequence[int]) -> dict[int, int]:
    """How many offers of each handoff were declined or lapsed."""
    rows = session.execute(
        select(Offer.handoff_id, func.count())
        .where(Offer.handoff_id.in_(handoff_ids), Offer.outcome.in_(("declined", "lapsed")))
        .group_by(Offer.handoff_id)
    )
    return {handoff_id: times for handoff_id, times in rows}

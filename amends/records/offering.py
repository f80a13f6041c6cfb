"""Offering: which agent a waiting handoff is shown to next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from amends.casework.handoff import HELD
from amends.casework.handoff_clock import Candidate, Timings, choose, reckon
from amends.records.handoffs import step_handoff
from amends.records.tables import Handoff, Offer, User


def candidates(session: Session, now: datetime, presence_window_s: float) -> Sequence[Candidate]:
    """Who could be offered somebody: agents present, on duty, with room, and with no offer to decide on."""
    held = (
        select(func.count())
        .where(Handoff.agent_id == User.id, Handoff.ended_at.is_(None), Handoff.status.in_(HELD))
        .correlate(User)
        .scalar_subquery()
    )
    last = select(func.max(Offer.offered_at)).where(Offer.agent_id == User.id).correlate(User)
    standing = select(Offer.id).where(Offer.agent_id == User.id, Offer.outcome.is_(None)).exists()
    rows = session.execute(
        select(User.id, held, last.scalar_subquery()).where(
            User.role == "agent",
            User.active.is_(True),
            User.on_duty.is_(True),
            User.last_seen_at >= now - timedelta(seconds=presence_window_s),
            held < User.most_at_once,
            ~standing,
        )
    )
    return [Candidate(agent_id, holding, offered_at) for agent_id, holding, offered_at in rows]


def choose_for(session: Session, handoff: Handoff, free: Sequence[Candidate]) -> Candidate | None:
    """Whom of these agents to offer a handoff, None when all of them have declined it."""
    earlier = session.execute(
        select(Offer.agent_id, Offer.outcome).where(Offer.handoff_id == handoff.id)
    ).all()
    declined = {agent_id for agent_id, outcome in earlier if outcome == "declined"}
    lapsed = [agent_id for agent_id, outcome in earlier if outcome == "lapsed"]
    # Who took this customer up before and did not answer is asked after the others, too.
    let_down = session.scalars(
        select(Handoff.agent_id).where(
            Handoff.conversation_id == handoff.conversation_id,
            Handoff.status == "failed",
            Handoff.agent_id.is_not(None),
        )
    )
    return choose(free, declined, [*lapsed, *(agent_id for agent_id in let_down if agent_id)])


def make_offer(
    session: Session, handoff: Handoff, timings: Timings, presence_window_s: float, *, at: datetime
) -> bool:
    """Show a locked, waiting handoff to the next agent; False when nobody is free after all."""
    chosen = choose_for(session, handoff, candidates(session, at, presence_window_s))
    if chosen is None:
        return False
    # Two desks must not show one agent two customers at once, so the agent is taken before a second look.
    taken = session.scalar(
        select(User.id).where(User.id == chosen.agent_id).with_for_update(skip_locked=True)
    )
    still = {candidate.agent_id for candidate in candidates(session, at, presence_window_s)}
    if taken is None or chosen.agent_id not in still:
        return False
    first = session.scalar(select(Offer.id).where(Offer.handoff_id == handoff.id).limit(1)) is None
    step_handoff(session, handoff.id, "offered", at=at)
    if first or handoff.due_at is None:
        # Patience begins when somebody could have come; a night in the queue must not end it at once.
        handoff.due_at = reckon("offered", at, True, timings)
    due_at = at + timedelta(seconds=timings.offer_s)
    session.add(Offer(handoff_id=handoff.id, agent_id=chosen.agent_id, offered_at=at, due_at=due_at))
    session.flush()
    return True

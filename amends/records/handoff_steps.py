"""What the clock does to handoffs: offers made and lapsed, waits that end, agents who went away.

Looking only reads. Every step checks again under the conversation's lock what is due, so that several desks,
or one that starts anew, do it once; a conversation that another desk works on is left to that desk.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from amends.casework.clocks import BusinessHours
from amends.casework.handoff import HELD
from amends.casework.handoff_clock import Candidate, Due, Standing, Timings, is_gone, reckon, what_is_due
from amends.records.callbacks import can_be_reached, give_callback
from amends.records.handoffs import request_handoff, step_handoff
from amends.records.holding import give_back
from amends.records.notices import Notice, tell
from amends.records.offering import candidates, choose_for, make_offer
from amends.records.offers import put_back, standing_offer
from amends.records.queue import open_handoffs
from amends.records.tables import Conversation, Handoff, Message, Promise, User
from amends.records.users import are_others_on_duty, count_agents_on_duty
from amends.records.wakes import QUEUE, announce


@dataclass(frozen=True)
class Words:
    """What the customer is told: who let them down and whether others are there, and what is promised."""

    let_down: Callable[[str, bool], str]
    expired: Callable[[Promise | None], Notice]


@dataclass(frozen=True)
class Rules:
    """What the steps go by; a sign of life counts for `presence_window_s`."""

    timings: Timings
    presence_window_s: float
    hours: BusinessHours
    words: Words


@dataclass(frozen=True)
class Step:
    """A step that was taken: `holder_changed` when the assistant holds the conversation again."""

    conversation_id: str
    due: Due

    @property
    def holder_changed(self) -> bool:
        """Whether the assistant has to look at the conversation now."""
        return self.due == "fail"

    @property
    def told(self) -> bool:
        """Whether the customer was told something."""
        return self.due in ("fail", "expire")


def look(session: Session, rules: Rules, now: datetime, since: datetime) -> list[int]:
    """The handoffs for which something is due, the most urgent first; reads only.

    `since` is when this desk began to look: after a standstill people get a moment to come back before
    anything ends without them.
    """
    free = candidates(session, now, rules.presence_window_s)
    statement = select(Handoff).where(Handoff.ended_at.is_(None))
    if not free:
        # Most of a long queue waits quietly, and is left on the shelf.
        quiet = (Handoff.status == "requested") & (Handoff.due_at > now)
        statement = statement.where(or_(Handoff.due_at.is_(None), ~quiet))
    found = {handoff.id: handoff for handoff in session.scalars(statement)}
    in_order = list(found)
    if free and len(found) > 1:
        in_order = [e.handoff_id for e in open_handoffs(session, now) if e.handoff_id in found]
    due, offers = [], 0
    for handoff_id in in_order:
        left = free if offers < len(free) else ()
        step = _due(session, found[handoff_id], left, rules, now, since)
        if step is not None:
            due.append(handoff_id)
            offers += step == "offer"
    return due


def move_on(
    session: Session,
    handoff_id: int,
    rules: Rules,
    since: datetime,
    *,
    new_id: Callable[[], str],
    at: datetime,
) -> Step | None:
    """Take the step that is due for a handoff; None when there is none any more, or another desk is at it."""
    handoff = session.get(Handoff, handoff_id)
    if handoff is None:
        return None
    conversation = session.scalar(
        select(Conversation)
        .where(Conversation.id == handoff.conversation_id)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    if conversation is None:
        return None
    session.refresh(handoff, with_for_update=True)
    free = candidates(session, at, rules.presence_window_s)
    due = _due(session, handoff, free, rules, at, since)
    if due == "offer":
        if not make_offer(session, handoff, rules.timings, rules.presence_window_s, at=at):
            return None
    elif due == "lapse":
        put_back(session, handoff, "lapsed", at=at)
    elif due == "reckon":
        began = handoff.accepted_at if handoff.status in HELD else handoff.requested_at
        handoff.due_at = reckon(handoff.status, began or at, _on_duty(session, rules, at), rules.timings)
        announce(session, QUEUE)
    elif due == "expire":
        _expire(session, conversation, handoff, rules, new_id, at)
    elif due == "fail":
        _fail(session, conversation, handoff, rules, new_id, at)
    session.flush()
    return Step(conversation.id, due) if due else None


def _due(
    session: Session,
    handoff: Handoff,
    free: Sequence[Candidate],
    rules: Rules,
    now: datetime,
    since: datetime,
) -> Due | None:
    if handoff.ended_at is not None:
        return None
    if handoff.status == "requested":
        somebody = bool(free) and choose_for(session, handoff, free) is not None
        standing = Standing("requested", handoff.due_at, candidate=somebody)
    elif handoff.status in HELD:
        standing = _held(session, handoff, rules, now)
    else:
        standing = _offered(session, handoff, rules, now)
    due = what_is_due(standing, now, rules.timings)
    settled = now >= since + timedelta(seconds=rules.timings.gone_after_s)
    if settled or due not in ("expire", "fail"):
        return due
    # Nothing ends yet, but whoever is back already can be asked.
    return "offer" if standing.candidate else None


def _offered(session: Session, handoff: Handoff, rules: Rules, now: datetime) -> Standing:
    offer = standing_offer(session, handoff.id)
    agent = session.get(User, offer.agent_id) if offer else None
    present = agent is not None and agent.on_duty and _seen_since(agent, now, rules.presence_window_s)
    return Standing(
        "offered", handoff.due_at, offer_due_at=offer.due_at if offer else None, offer_to_present=present
    )


def _held(session: Session, handoff: Handoff, rules: Rules, now: datetime) -> Standing:
    agent = session.get(User, handoff.agent_id) if handoff.agent_id else None
    seen_at = agent.last_seen_at if agent else None
    # Who has the last word is only asked where it matters.
    gone = is_gone(seen_at, now, rules.timings)
    waits = gone and _customer_waits(session, handoff)
    return Standing(handoff.status, handoff.due_at, agent_seen_at=seen_at, customer_waits=waits)


def _customer_waits(session: Session, handoff: Handoff) -> bool:
    if handoff.status == "accepted":
        return True
    last = select(Message.author).where(
        Message.conversation_id == handoff.conversation_id, Message.type == "message"
    )
    return session.scalar(last.order_by(Message.seq.desc()).limit(1)) == "customer"


def _expire(
    session: Session,
    conversation: Conversation,
    handoff: Handoff,
    rules: Rules,
    new_id: Callable[[], str],
    at: datetime,
) -> None:
    step_handoff(session, handoff.id, "expired", at=at)
    message_id, promise = new_id(), None
    if can_be_reached(session, conversation.id):
        promise = give_callback(
            session,
            conversation.id,
            handoff.case_reference,
            hours=rules.hours,
            message_id=message_id,
            at=at,
        )
    tell(session, conversation, rules.words.expired(promise), new_id=lambda: message_id, at=at)


def _fail(
    session: Session,
    conversation: Conversation,
    handoff: Handoff,
    rules: Rules,
    new_id: Callable[[], str],
    at: datetime,
) -> None:
    agent = session.get(User, handoff.agent_id) if handoff.agent_id else None
    others = are_others_on_duty(session, handoff.agent_id, at, rules.presence_window_s)
    text = rules.words.let_down(agent.name if agent else "The agent", others)
    give_back(session, conversation, "failed", text, new_id=new_id, at=at)
    again, _ = request_handoff(
        session,
        conversation.id,
        reason=handoff.reason,
        summary=handoff.summary,
        at=handoff.requested_at,
        case_reference=handoff.case_reference,
    )
    # The place in the queue is the old one, and the patience is new.
    again.due_at = reckon("requested", at, _on_duty(session, rules, at), rules.timings)


def _on_duty(session: Session, rules: Rules, now: datetime) -> bool:
    return count_agents_on_duty(session, now, rules.presence_window_s) > 0


def _seen_since(agent: User, now: datetime, window_s: float) -> bool:
    return agent.last_seen_at is not None and agent.last_seen_at >= now - timedelta(seconds=window_s)

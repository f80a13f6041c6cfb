"""What the records know that a turn should take into account: the customer, the history, who is on duty."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from amends.casework.handoff import expected_wait_s
from amends.records.cases import count_earlier_cases
from amends.records.handoffs import last_handoff, recent_waits_s
from amends.records.held_messages import said_while_agent_held
from amends.records.promises import count_promises
from amends.records.tables import Conversation, Customer
from amends.records.users import count_agents_on_duty


def customer_facts(session: Session, conversation: Conversation, now: datetime) -> dict[str, Any]:
    """The turn contract's `customer`; what nobody told us is None, and nothing is verified yet."""
    known = session.get(Customer, conversation.customer_id) if conversation.customer_id else None
    joined_at = known.joined_at if known else None
    return {
        "name": known.name if known else None,
        "tenure_days": (now - joined_at).days if joined_at else None,
        "tier": known.tier if known else None,
        "verified": False,
        "contact": (known.email or known.phone) if known else None,
        "channel": "chat",
    }


def history_facts(
    session: Session, conversation: Conversation, waiting_since: datetime, now: datetime
) -> dict[str, Any]:
    """The turn contract's `history`; `waited_s` is how long the oldest message waited before this attempt."""
    promises = count_promises(session, conversation.id, now)
    last = last_handoff(session, conversation.id)
    return {
        "waited_s": round(max(0.0, (now - waiting_since).total_seconds()), 1),
        "open_promises": promises.open,
        "broken_promises": promises.broken,
        "earlier_cases": count_earlier_cases(session, conversation.customer_id, conversation.id),
        "said_while_agent_held": said_while_agent_held(session, conversation),
        "handoff": last.status if last else None,
    }


def duty_facts(session: Session, now: datetime, presence_window_s: float) -> dict[str, Any]:
    """The turn contract's `duty`: agents on duty and seen lately, and the wait that recent handoffs had."""
    on_duty = count_agents_on_duty(session, now, presence_window_s)
    wait_s = expected_wait_s(recent_waits_s(session)) if on_duty else None
    return {"agents_on_duty": on_duty, "expected_wait_s": wait_s}

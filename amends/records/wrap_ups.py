"""Wrap-ups: how a handoff went in its agent's words, and what that means for the case."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from amends.casework.case import may_become
from amends.casework.handoff import case_after, check_wrap_up
from amends.records.cases import add_entry, lock_case, move_case
from amends.records.complaints import latest_case
from amends.records.handoffs import open_handoff
from amends.records.holding import Held, give_back, held_by
from amends.records.tables import Case, Handoff, User, WrapUp


def complete(
    session: Session,
    conversation_id: str,
    agent_id: int,
    *,
    fence: int,
    disposition: str,
    note: str,
    new_id: Callable[[], str],
    at: datetime,
) -> Held:
    """Finish a held handoff: wrap-up and case written, conversation closed.

    Raises amends.casework.handoff.UnknownWrapUp and NotTheHolder.
    """
    check_wrap_up(disposition)
    conversation = held_by(session, conversation_id, agent_id, fence)
    agent = session.get_one(User, agent_id)
    handoff = open_handoff(session, conversation_id)
    if handoff is not None:
        _wrap_up(session, handoff, agent_id, disposition, note.strip(), at)
    conversation.closed_at = at
    text = f"{agent.name} has ended the conversation. Write here whenever you need us again."
    fence = give_back(session, conversation, "completed", text, kind="closed", new_id=new_id, at=at)
    return Held(conversation_id, fence)


def _wrap_up(
    session: Session, handoff: Handoff, agent_id: int, disposition: str, note: str, at: datetime
) -> None:
    session.add(WrapUp(handoff_id=handoff.id, agent_id=agent_id, disposition=disposition, note=note, at=at))
    case = latest_case(session, handoff.conversation_id)
    reference = handoff.case_reference or (case.reference if case else None)
    if reference is not None:
        _settle(session, lock_case(session, reference), disposition, note, at)


def _settle(session: Session, case: Case, wrap_up: str, note: str, at: datetime) -> None:
    after = case_after(wrap_up)
    words = wrap_up.replace("_", " ")
    add_entry(session, case.reference, "wrap_up", f"{words}: {note}" if note else words, at)
    if after.stage is not None and may_become(case.stage, after.stage):
        move_case(session, case.reference, after.stage, at=at, disposition=after.disposition)
    elif case.stage != "closed":
        # A case that is further already stays there; only how it ended is worth writing down.
        case.disposition = after.disposition or case.disposition
    session.flush()

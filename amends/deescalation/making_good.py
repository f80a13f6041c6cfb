"""Makes good in a later turn what failed in an earlier one, before the turn's own answer."""

from __future__ import annotations

from dataclasses import replace

from amends.deescalation import calls, escalation, moves
from amends.deescalation.decision import Bubble, Call, Decision, Fragment
from amends.deescalation.owed import owes_person, owes_record
from amends.deescalation.situation import Situation

FOCUS = "owed"
# These calls save the waiting words themselves, or settle the matter that they are about.
_SAVING = (moves.LOG_COMPLAINT, moves.REQUEST_HANDOFF)
_PRESSING = (moves.REQUEST_HANDOFF, moves.RECORD_REMEDY)


def owed_first(situation: Situation, own: Decision) -> Decision | None:
    """The call that is tried again before the turn's own decision; None when nothing is owed.

    A failed request for a person goes first, because it takes the unsaved words along.
    """
    state, called = situation.state, own.call.action if own.call else None
    call: Call | None = None
    if owes_person(state, situation.message) and called not in _PRESSING:
        why = state.handoff.reason or escalation.CUSTOMER_ASKED
        call = calls.request_handoff(situation, state, why)
    elif owes_record(state) and called not in (*_SAVING, moves.RECORD_REMEDY):
        call = calls.log_complaint(situation, state, FOCUS)
    return Decision("try again what failed", state, (), replace(call, focus=FOCUS)) if call else None


def person_found(situation: Situation) -> bool:
    """Whether the call that was tried again has brought a person in."""
    return f"{moves.REQUEST_HANDOFF}:ok" in situation.state.now.receipts


def with_news(situation: Situation, own: Decision) -> Decision:
    """The turn's own decision, opened by what is on record now; a second failure is not told again."""
    state = situation.state
    if f"{moves.LOG_COMPLAINT}:ok" not in state.now.receipts:
        return own
    names = ("utter_inform_logged",) if state.entries == 1 else ("utter_inform_added",)
    news = Fragment(moves.INFORM, names, "says that what failed before is on record now", spare=True)
    first, *rest = own.bubbles or (Bubble(()),)
    return replace(own, bubbles=(replace(first, fragments=(news, *first.fragments)), *rest))

"""How a turn ends once its actions have answered: what they brought, then how it goes on."""

from __future__ import annotations

from amends.deescalation import calls, moves
from amends.deescalation.decision import Bubble, Decision, Fragment
from amends.deescalation.evidence import borne_out
from amends.deescalation.progress import go_on
from amends.deescalation.putting import Put
from amends.deescalation.situation import Situation
from amends.deescalation.state import ConversationState


def then_go_on(
    situation: Situation,
    state: ConversationState,
    rule: str,
    before: list[Fragment],
    focus: str = "followup",
    put: Put | None = None,
) -> Decision:
    """Says `before`; then calls what is needed, or ends the turn at once when nothing is."""
    call = calls.needed(situation, state, focus)
    if call is not None:
        bubbles = (Bubble(tuple(before)),) if before else ()
        return Decision(rule, state, bubbles, call)
    return ended(situation, state, rule, before, put)


def ended(
    situation: Situation, state: ConversationState, rule: str, before: list[Fragment], put: Put | None = None
) -> Decision:
    """Ends the turn: one bubble with what there is to say and the way on."""
    put = put or go_on(situation, state)
    return Decision(rule, put.state, (Bubble((*before, *put.fragments), put.buttons),))


def order_news(situation: Situation, state: ConversationState, spare: bool = False) -> list[Fragment]:
    """What the shop's record says about the order, or that it says nothing."""
    order = state.facts.order
    if order is None:
        names: tuple[str, ...] = ("utter_inform_order_not_found",)
        return [Fragment(moves.INFORM, names, "says that the order was not found", spare)]
    status = str(order.get("status", ""))
    other = differing(state, spare)
    if other is not None:
        return [other]
    names = (f"utter_inform_order_{status}", "utter_inform_order_any")
    if state.facts.reason in _SAME.get(status, ()) and not state.facts.reason_from_record:
        names = ("utter_inform_order_confirmed", *names)
    return [Fragment(moves.INFORM, names, f"states the shop's record ({status or 'no status'})", spare)]


# What a record confirms of the customer's own reason ...
_SAME = {"delayed": ("delay",), "lost": ("missing",)}
# ... and what does not go together with it: then both are told, and the customer's reason stays the matter.
_UNDELIVERED = ("damaged", "wrong", "defect")
_OTHER = {
    "processing": _UNDELIVERED,
    "shipped": _UNDELIVERED,
    "delayed": _UNDELIVERED,
    "lost": _UNDELIVERED,
    "delivered": ("missing", "delay"),
}


def differing(state: ConversationState, spare: bool = False) -> Fragment | None:
    """Both sides, where the shop's record and the customer's own words differ; None where they do not."""
    facts = state.facts
    order, reason = facts.order, facts.reason or ""
    if order is None or facts.reason_from_record or reason not in _OTHER.get(str(order.get("status")), ()):
        return None
    quoted = facts.quote if facts.quote and borne_out(reason, facts.quote) else None
    names = ("utter_inform_order_differs_words",) if quoted else ()
    claim = {"claim": quoted} if quoted else {}
    text = "tells the shop's record and the customer's words side by side"
    return Fragment(moves.INFORM, (*names, "utter_inform_order_differs"), text, spare, claim)

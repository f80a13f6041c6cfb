"""How a turn ends once its actions have answered: what they brought, then how it goes on."""

from __future__ import annotations

from amends.deescalation import calls, moves
from amends.deescalation.decision import Bubble, Decision, Fragment
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
    names = (f"utter_inform_order_{status}", "utter_inform_order_any")
    return [Fragment(moves.INFORM, names, f"states the shop's record ({status or 'no status'})", spare)]

"""When the customer is abusive: a boundary in steps, with the case kept open."""

from __future__ import annotations

from dataclasses import replace

from amends.deescalation import escalation, moves, pieces
from amends.deescalation.decision import Bubble, Decision, Fragment
from amends.deescalation.finishing import then_go_on
from amends.deescalation.rules.person import hand_off
from amends.deescalation.situation import Situation

_STEPS = ("first", "second", "last")
_ABOUT = ("utter_set_boundary_first_about",)  # The first step names the matter when it is known.


def set_boundary(situation: Situation) -> Decision | None:
    """Says what is not all right and goes on with the matter; at the last step a person takes it."""
    state = situation.state
    if not situation.message.abusive or state.boundary >= situation.rules.boundary_steps:
        return None
    step = min(state.boundary, len(_STEPS) - 1)
    last = state.boundary + 1 >= situation.rules.boundary_steps
    state = replace(state, boundary=state.boundary + 1)
    boundary = Fragment(
        moves.SET_BOUNDARY,
        (*(_ABOUT if step == 0 else ()), f"utter_set_boundary_{_STEPS[step]}"),
        f"sets boundary {state.boundary} and keeps the case open",
    )
    if last and not state.handoff.requested and escalation.heard_out(state):
        handed = hand_off(situation.after(state), escalation.ABUSE)
        return replace(handed, bubbles=(Bubble((boundary,)),))
    before, state = pieces.introduce(state)
    focus = "followup" if state.complaint_open else "opening"
    return then_go_on(situation, pieces.opened_complaint(state), "set a boundary", [*before, boundary], focus)

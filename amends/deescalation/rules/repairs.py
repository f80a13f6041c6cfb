"""When we got it wrong in the conversation itself: asked again, unclear, no help, not believed."""

from __future__ import annotations

from dataclasses import replace

from amends.deescalation import calls, moves, putting
from amends.deescalation.decision import Decision, Fragment
from amends.deescalation.escalation import CLARIFICATION_EXHAUSTED, heard_out
from amends.deescalation.finishing import then_go_on
from amends.deescalation.situation import Situation

_REPAIRS = {
    "already_told_you": ("utter_acknowledge_told", "owns up to asking for what was said"),
    "do_not_understand": ("utter_acknowledge_unclear", "owns up to being unclear"),
    "does_not_help": ("utter_acknowledge_no_help", "owns up to not helping so far"),
    "do_not_believe": ("utter_acknowledge_doubt", "takes the doubt seriously"),
}


def mend_the_talk(situation: Situation) -> Decision | None:
    """Says that it was our slip and goes on by another way."""
    message, state = situation.message, situation.state
    if message.intent not in _REPAIRS or not state.complaint_open:
        return None
    response, reason = _REPAIRS[message.intent]
    before = [Fragment(moves.ACKNOWLEDGE, (response, "utter_validate_short"), reason)]
    state = replace(state, complaint_turns=state.complaint_turns + 1)
    if message.length > 8:
        state = calls.to_log(state)
    put = None
    unhelped = message.intent == "does_not_help" and heard_out(state)
    if unhelped and not state.handoff.offers and not state.handoff.requested:
        put = putting.person_offer(situation, state, CLARIFICATION_EXHAUSTED)
    if put is not None and calls.needed(situation, state, "followup") is not None:
        # The offer has to wait for the receipt, and the follow-up makes it then.
        failed = situation.rules.failed_clarifications
        state, put = replace(state, asked=replace(state.asked, failed_clarifications=failed)), None
    return then_go_on(situation, state, "mend the talk", before, put=put)

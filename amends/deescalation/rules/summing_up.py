"""When the customer answers our paraphrase: confirmed, corrected or waved off."""

from __future__ import annotations

from dataclasses import replace

from amends.deescalation import calls, moves, putting, topics
from amends.deescalation.decision import Decision, Fragment
from amends.deescalation.finishing import then_go_on
from amends.deescalation.situation import Situation
from amends.deescalation.state import ConversationState


def answers_paraphrase(situation: Situation) -> Decision | None:
    """Yes, no, or a correction in the customer's words."""
    message, state = situation.message, situation.state
    if situation.pending_before == topics.PARAPHRASE:
        if message.intent == "affirm":
            return _confirmed(situation)
        if message.intent in ("deny", "correct_assistant", "something_else"):
            return (
                _corrected(situation) if message.length > 4 and not message.button else _ask_what(situation)
            )
    if situation.pending_before == topics.CORRECTION and state.now.answered:
        return _corrected(situation)
    return None


def _confirmed(situation: Situation) -> Decision:
    state = _paraphrase(situation.state, "confirmed")
    state = calls.to_log(state) if situation.message.substantive else state
    fragment = Fragment(
        moves.THANK, ("utter_thank_confirmed",), "takes the confirmation as the base for a remedy", spare=True
    )
    return then_go_on(situation, state, "the summary is right", [fragment])


def _ask_what(situation: Situation) -> Decision:
    state = _paraphrase(situation.state, "corrected")
    if topics.CORRECTION in state.asked.topics:
        return then_go_on(situation, state, "the summary is wrong again", [_owned()])
    put = putting.question(situation, state, topics.CORRECTION, "asks what was wrong in the summary")
    return then_go_on(situation, state, "the summary is not right", [], put=put)


def _corrected(situation: Situation) -> Decision:
    state = calls.to_log(_paraphrase(situation.state, "corrected"))
    return then_go_on(situation, state, "take the correction", [_owned()])


def _owned() -> Fragment:
    return Fragment(
        moves.ACKNOWLEDGE, ("utter_acknowledge_correction",), "takes the correction as its own error"
    )


def _paraphrase(state: ConversationState, stage: str) -> ConversationState:
    return replace(state, remedying=replace(state.remedying, paraphrase=stage))

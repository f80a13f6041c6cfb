"""When the customer goes on telling: take it up, add it to the case, bring it one step further."""

from __future__ import annotations

from dataclasses import replace

from amends.deescalation import calls, pieces, topics
from amends.deescalation.decision import Decision, Fragment
from amends.deescalation.evidence import plain_failure
from amends.deescalation.finishing import differing, then_go_on
from amends.deescalation.situation import Situation

SURE = (
    0.6  # A further failure is taken for one only when the reading is sure: a needless apology rings false.
)


def new_failure(situation: Situation) -> Decision | None:
    """A failure that was not spoken of yet comes up while the complaint is open."""
    message, state = situation.message, situation.state
    fresh = tuple(
        name
        for name in message.reasons
        if name not in state.acknowledged and name not in ("other", "broken_promise")
    )
    sure = situation.turn.reading.confidence >= SURE or not state.apologised
    sure = sure or plain_failure(message.text) in fresh
    if (
        not state.complaint_open
        or not message.substantive
        or not fresh
        or not sure
        or len(state.acknowledged) >= 4
    ):
        return None
    owned, state = pieces.own_up(situation, state, fresh[:1])
    state = calls.to_log(replace(state, complaint_turns=state.complaint_turns + 1))
    other = differing(state, spare=True)
    return then_go_on(situation, state, "take up a further failure", [*owned, *([other] if other else [])])


def more_of_the_story(situation: Situation) -> Decision | None:
    """More words on an open complaint: validate and go on."""
    message, state = situation.message, situation.state
    if not state.complaint_open:
        return None
    state = replace(state, complaint_turns=state.complaint_turns + 1)
    before: list[Fragment] = [pieces.validation(situation)]
    if message.substantive or state.now.answered == topics.CONTACT:
        state = calls.to_log(state)
    return then_go_on(situation, state, "hear the customer out", before)

"""When the customer comes back to what an agent said."""

from __future__ import annotations

from amends.deescalation import moves, putting, topics
from amends.deescalation.agents_words import fitting
from amends.deescalation.decision import Decision, Fragment
from amends.deescalation.finishing import ended
from amends.deescalation.narrative import question_in
from amends.deescalation.situation import Situation


def what_the_agent_said(situation: Situation) -> Decision | None:
    """Asks about something that an agent gave their word on: it is quoted, and nothing is added to it."""
    state, message = situation.state, situation.message
    if message.button or not state.told_by_agent or question_in(message.text) is None:
        return None
    said = fitting(state.told_by_agent, message.text)
    if said is None:
        return None
    fragment = Fragment(
        moves.INFORM,
        ("utter_inform_agent_said",),
        "quotes what the agent said, word for word",
        facts={"agent_said": said.rstrip(".!… ")},
    )
    # What a person has settled is not bargained over anew: all that is left to ask is whether more is needed.
    put = None if topics.FIXED in state.asked.topics else putting.check_fixed(state)
    return ended(situation, state, "asked about what an agent said", [fragment], put)

"""When something large is at stake: that comes first, and a person is offered at once."""

from __future__ import annotations

from dataclasses import replace

from amends.deescalation import calls, moves, pieces
from amends.deescalation.decision import Decision, Fragment
from amends.deescalation.finishing import then_go_on
from amends.deescalation.situation import Situation


def at_stake(situation: Situation) -> Decision | None:
    """Stolen money, a hacked account, somebody stranded, safety: named first, once for each."""
    message, state = situation.message, situation.state
    if message.stakes is None or f"stakes_{message.stakes}" in state.acknowledged or state.handoff.requested:
        return None
    opening = not state.complaint_open
    before, state = pieces.introduce(state)
    before.append(
        Fragment(
            moves.ACKNOWLEDGE,
            (f"utter_acknowledge_stakes_{message.stakes}",),
            f"puts first what is at stake ({message.stakes})",
        )
    )
    state = replace(state, acknowledged=(*state.acknowledged, f"stakes_{message.stakes}"))
    state = calls.to_log(pieces.opened_complaint(state))
    return then_go_on(situation, state, "much is at stake", before, "urgent" if opening else "urgent_more")

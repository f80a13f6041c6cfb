"""When a complaint begins: name it, apologise for it, put it on record, ask one thing."""

from __future__ import annotations

from amends.deescalation import moves, pieces
from amends.deescalation.decision import Decision, Fragment
from amends.deescalation.finishing import then_go_on
from amends.deescalation.narrative import is_vague
from amends.deescalation.situation import Situation


def open_complaint(situation: Situation) -> Decision | None:
    """The customer says for the first time that something went wrong."""
    message, state = situation.message, situation.state
    if state.complaint_open or not message.complaint:
        return None
    state = pieces.opened_complaint(state)
    before, state = pieces.introduce(state)
    failures = message.reasons or (state.facts.reason or "other",)
    if failures == ("other",) and is_vague(state.facts.narrative):
        # Nothing is named yet, so there is nothing to apologise for: the apology waits for the failure.
        topics = ("wish",) if state.facts.wish else ("thing", "vague")
        names = tuple(f"utter_acknowledge_{topic}" for topic in topics)
        before.append(Fragment(moves.ACKNOWLEDGE, names, "takes it seriously before it is named"))
    else:
        owned, state = pieces.own_up(situation, state, failures)
        before += owned or [pieces.validation(situation)]
    return then_go_on(situation, state, "open the complaint", before, "opening")

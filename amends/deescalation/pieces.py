"""Fragments that several rules share, and the state after they were said."""

from __future__ import annotations

from dataclasses import replace

from amends.deescalation import moves, topics
from amends.deescalation.decision import Fragment
from amends.deescalation.situation import Situation
from amends.deescalation.state import ConversationState


def introduce(state: ConversationState) -> tuple[list[Fragment], ConversationState]:
    """Says once that this is the automated assistant."""
    if state.introduced:
        return [], state
    fragment = Fragment(moves.INFORM, ("utter_inform_bot",), "says that it is the automated assistant")
    return [fragment], replace(state, introduced=True)


def acknowledge(name: str, spare: bool = False) -> Fragment:
    """Names what went wrong."""
    return Fragment(moves.ACKNOWLEDGE, (f"utter_acknowledge_{name}",), f"names the failure ({name})", spare)


def apologise(name: str, spare: bool = False) -> Fragment:
    """Says sorry for one named failure."""
    return Fragment(moves.APOLOGISE, (f"utter_apologise_{name}",), f"apologises for it once ({name})", spare)


def own_up(
    situation: Situation, state: ConversationState, names: tuple[str, ...]
) -> tuple[list[Fragment], ConversationState]:
    """Acknowledges and apologises for failures that were not spoken of yet, two at most.

    When hostile, the apology names the failure by itself, so it stands alone.
    """
    fragments: list[Fragment] = []
    fresh = [name for name in names if name not in state.apologised][:2]
    for index, name in enumerate(fresh):
        if situation.hostile:
            fragments.append(apologise(name, spare=index > 0))
        else:
            if index == 0:
                fragments.append(acknowledge(name))
            fragments.append(apologise(name, spare=index > 0))
    if situation.hostile:
        fresh = fresh[:1]
        fragments = fragments[:1]
    return fragments, replace(
        state,
        acknowledged=tuple(dict.fromkeys((*state.acknowledged, *fresh))),
        apologised=tuple(dict.fromkeys((*state.apologised, *fresh))),
    )


def validation(situation: Situation, spare: bool = False) -> Fragment:
    """Takes up what the follow-up says, by the strongest sign in it."""
    reading, names = situation.turn.reading, []
    answered = situation.state.now.answered
    if answered == topics.ORDER_NUMBER:
        name = "utter_thank_number" if situation.state.facts.order_number else "utter_acknowledge_no_number"
        return Fragment(moves.THANK, (name, "utter_thank_answer"), "takes the answer", spare=True)
    if answered == topics.CONTACT and situation.state.facts.contact:
        thanks = ("utter_thank_contact", "utter_thank_answer")
        return Fragment(moves.THANK, thanks, "takes the contact details", spare=True)
    if answered in topics.BACKGROUND and situation.message.band in ("calm", "irritated"):
        return Fragment(moves.THANK, ("utter_thank_answer",), "takes the answer", spare=True)
    for cue, topic in _VALIDATIONS:
        if reading.has_cue(cue):
            names.append(f"utter_validate_{topic}")
    if situation.band == "calm":
        names = ["utter_validate_calm"]
    elif situation.message.length <= 4:
        names.append("utter_validate_short")
    names += ["utter_validate_more", "utter_validate_short"]
    about = names[0].removeprefix("utter_validate_")
    return Fragment(moves.VALIDATE, tuple(dict.fromkeys(names)), f"takes up what was said ({about})", spare)


# The most telling sign first: a broken word weighs more than an impatient tone.
_VALIDATIONS = (
    ("broken_promise", "promise"),
    ("undervalued", "undervalued"),
    ("threat_to_leave", "leaving"),
    ("again_and_again", "again"),
    ("waiting", "waiting"),
    ("repetition", "again"),
    ("sarcasm", "sarcasm"),
)


def opened_complaint(state: ConversationState) -> ConversationState:
    """A complaint is open now, and its first words go into the record in this turn."""
    return replace(
        state,
        complaint_open=True,
        closed=False,
        complaint_turns=state.complaint_turns + 1,
        now=replace(state.now, to_log=True),
    )

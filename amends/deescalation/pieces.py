"""Fragments that several rules share, and the state after they were said."""

from __future__ import annotations

from dataclasses import replace

from amends.deescalation import moves, topics
from amends.deescalation.bands import FRUSTRATED, at_least
from amends.deescalation.decision import Fragment
from amends.deescalation.narrative import quotable
from amends.deescalation.situation import Situation
from amends.deescalation.state import ConversationState


def introduce(state: ConversationState) -> tuple[list[Fragment], ConversationState]:
    """Says once that this is the automated assistant."""
    if state.introduced:
        return [], state
    fragment = Fragment(moves.INFORM, ("utter_inform_bot",), "says that it is the automated assistant")
    return [fragment], replace(state, introduced=True)


def acknowledge(name: str, spare: bool = False) -> Fragment:
    """Names what went wrong; what has no name of its own is named by the thing it happened to."""
    names = ("utter_acknowledge_thing",) if name == "other" else ()
    return Fragment(
        moves.ACKNOWLEDGE, (*names, f"utter_acknowledge_{name}"), f"names the failure ({name})", spare
    )


def apologise(name: str, by_thing: bool = False) -> Fragment:
    """Says sorry for one failure; `by_thing` names it in the apology when nothing before it does."""
    names = ("utter_apologise_thing",) if by_thing and name == "other" else ()
    return Fragment(moves.APOLOGISE, (*names, f"utter_apologise_{name}"), f"apologises for it once ({name})")


def own_up(
    situation: Situation, state: ConversationState, names: tuple[str, ...]
) -> tuple[list[Fragment], ConversationState]:
    """Acknowledges failures that were not spoken of yet and apologises once, for the first of them.

    When hostile, the apology names the failure by itself, so it stands alone.
    """
    fresh = [name for name in names if name not in state.acknowledged][: 1 if situation.hostile else 2]
    if not fresh:
        return [], state
    # Words that are summed up in a moment need no empty sentence before them.
    quoted = fresh == ["other"] and situation.message.thing is None and state.facts.quote is not None
    alone = situation.hostile or quoted
    fragments = [] if alone else [acknowledge(name, spare=name != fresh[0]) for name in fresh]
    apologised = state.apologised
    if fresh[0] not in apologised:
        fragments.append(apologise(fresh[0], by_thing=alone))
        apologised = (*apologised, fresh[0])
    acknowledged = tuple(dict.fromkeys((*state.acknowledged, *fresh)))
    return fragments, replace(state, acknowledged=acknowledged, apologised=apologised)


def validation(situation: Situation) -> Fragment:
    """Takes up what the follow-up says: its own words where they are new, else the strongest sign."""
    answer = _answer_taken(situation)
    if answer is not None:
        return answer
    if situation.message.abusive:
        behind = ("utter_validate_behind_about", "utter_validate_behind")
        return Fragment(moves.VALIDATE, behind, "keeps to the matter behind the insults", spare=True)
    new = quotable(situation.message.text) if situation.message.substantive else None
    if new is not None and new != situation.state.facts.quote:
        names = ("utter_validate_words", *_signs(situation), "utter_validate_more")
        return Fragment(moves.VALIDATE, names, "names what is new in it", True, facts={"new": new})
    rested = situation.state.turns - situation.state.validated_at >= VALIDATION_PAUSE
    signs = _signs(situation)
    if situation.message.substantive and situation.message.thing:
        names = (*signs, "utter_validate_thing")
        return Fragment(moves.VALIDATE, names, "takes up what it is about", spare=True)
    # The same kind of sympathy turn after turn sounds like a machine; the record says that we listen.
    told = situation.message.intent == "give_details" and situation.message.length <= 8
    generic = ("utter_validate_more", "utter_validate_short") if rested and not told else ()
    names = (*signs, *generic)
    if situation.band == "calm":
        names = ("utter_validate_calm",) if situation.message.length > 3 else ()
    elif not signs and situation.message.length <= 4 and rested and not told:
        names = ("utter_validate_short", "utter_validate_more")
    about = (names or ("nothing",))[0].removeprefix("utter_validate_")
    return Fragment(moves.VALIDATE, names, f"takes up what was said ({about})", spare=True)


VALIDATION_PAUSE = 2


def _signs(situation: Situation) -> tuple[str, ...]:
    reading = situation.turn.reading
    found = [f"utter_validate_{topic}" for cue, topic in VALIDATIONS if reading.has_cue(cue)]
    return tuple(dict.fromkeys(found))


def _answer_taken(situation: Situation) -> Fragment | None:
    """Thanks for an answer or a detail, instead of sympathy that nobody asked for."""
    state, message = situation.state, situation.message
    answered, cool = state.now.answered, situation.band == "calm"
    angry = at_least(situation.band, FRUSTRATED)
    names: tuple[str, ...] = ()
    # Thanks in the face of anger sound deaf: an angry customer hears only that it was taken.
    if (message.new_contact or (message.digits and answered != topics.ORDER_NUMBER)) and message.length <= 10:
        names = ("utter_acknowledge_contact",) if angry else ("utter_thank_contact",)
    elif answered == topics.ORDER_NUMBER and not state.facts.order_number:
        names = ("utter_acknowledge_no_number",)
    elif answered == topics.ORDER_NUMBER:
        names = ("utter_acknowledge_number",) if angry else ("utter_thank_number",)
    elif cool and (
        answered in topics.BACKGROUND or (message.intent == "give_details" and message.length <= 8)
    ):
        names = ("utter_thank_answer",)
    if not names:
        return None
    move = moves.THANK if names[0].startswith("utter_thank") else moves.ACKNOWLEDGE
    return Fragment(move, names, "takes the answer", spare=True)


# The most telling sign first: a broken word weighs more than an impatient tone.
VALIDATIONS = (
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

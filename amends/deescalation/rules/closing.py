"""When the customer calms down, thanks, gives up or says that all is well."""

from __future__ import annotations

import re
from dataclasses import replace

from amends.deescalation import moves, narrative, putting, topics
from amends.deescalation.decision import Bubble, Decision, Fragment
from amends.deescalation.finishing import ended, then_go_on
from amends.deescalation.situation import Situation
from amends.deescalation.state import ConversationState
from amends.deescalation.texts import words


def answers_check(situation: Situation) -> Decision | None:
    """Is anything still not right? No: close. Yes: what is it?"""
    message, state = situation.message, situation.state
    if situation.pending_before != topics.FIXED:
        return None
    done = message.length <= 8 and _DONE.match(message.text.replace("’", "'"))
    if message.intent in ("deny", "thank", "goodbye", "forget_it") or done:
        return close(state, "nothing is left open")
    if message.intent == "affirm" and " ".join(words(message.text)) in _CONTENT:
        return close(state, "the customer is content")
    if message.intent == "affirm" and topics.LEFT_OUT not in state.asked.topics:
        put = putting.question(situation, state, topics.LEFT_OUT, "asks what is still not right")
        return then_go_on(situation, state, "something is still not right", [], put=put)
    return None


# What people type when nothing is left; a plain "yes" means that something is.
_CONTENT = frozenset(
    {"ok", "okay", "ok thanks", "fine", "good", "great", "alright", "all right", "cool", "perfect"}
)


_DONE = re.compile(
    r"(?:no|nope|nothing)(?:[\s,.!]+(?:thanks?|thank you|that(?:'s| is| was) (?:all|it)|more|else))*[\s.!]*$"
    r"|that(?:'s| is| was) (?:all|it)\b",
    re.IGNORECASE,
)


def says_resolved(situation: Situation) -> Decision | None:
    """The trouble is over, says the customer: glad, and one check that nothing is left."""
    message, state = situation.message, situation.state
    over = narrative.says_resolved(message.text) and message.band in ("calm", "irritated")
    if not state.complaint_open or not over or topics.FIXED in state.asked.topics:
        return None
    fragment = Fragment(moves.THANK, ("utter_thank_resolved",), "is glad that the trouble is over")
    put = putting.check_fixed(state)
    return ended(situation, state, "the trouble is over", [fragment], put)


def says_thanks(situation: Situation) -> Decision | None:
    """Meant thanks: close when something is settled, else thank back and go on."""
    message, state = situation.message, situation.state
    if not state.complaint_open or message.intent != "thank" or not message.friendly:
        return None
    if state.remedying.recorded or state.handoff.requested:
        return close(state, "the customer is content for now")
    fragment = Fragment(moves.THANK, ("utter_thank_welcome",), "answers the thanks")
    return then_go_on(situation, state, "thanked", [fragment])


def takes_leave(situation: Situation) -> Decision | None:
    """Goodbye or "forget it": closes warmly, with the case kept open and the way back named."""
    message, state = situation.message, situation.state
    leaving = message.intent in ("goodbye", "forget_it") and message.length <= 12 and not message.abusive
    if not state.complaint_open or not leaving:
        return None
    if message.intent == "goodbye" or state.remedying.recorded:
        return close(state, "the customer takes leave")
    if "close" in state.moves:
        return close(state, "the customer gives up for good")
    names = ("utter_close_gave_up",) if state.case_reference else ("utter_close_forget_it",)
    fragment = Fragment(moves.CLOSE, names, "lets the customer go without closing the case")
    return Decision("the customer gives up", state, (Bubble((fragment,), (putting.TALK_TO_PERSON,)),))


def loses_heart(situation: Situation) -> Decision | None:
    """Flat answers such as "whatever": makes it easy to go on, once."""
    message, state = situation.message, situation.state
    flat = message.disengaged and not message.substantive and not message.button
    flat = (
        flat and message.intent not in ("affirm", "thank", "accept_remedy") and not state.remedying.recorded
    )
    if not state.complaint_open or not flat or moves.RE_ENGAGE in state.moves:
        return None
    fragment = Fragment(moves.RE_ENGAGE, ("utter_re_engage_flat",), "makes it easy to go on")
    return then_go_on(situation, state, "the customer loses heart", [fragment])


def close(state: ConversationState, reason: str) -> Decision:
    """The closing turn: warm, with what stays on record."""
    if state.remedying.recorded and state.promises:
        names: tuple[str, ...] = ("utter_close_resolved", "utter_close_open_case")
    elif state.handoff.requested:
        names = ("utter_close_waiting", "utter_close_open_case")
    elif state.case_reference:
        names = ("utter_close_open_case",)
    else:
        names = ("utter_close_goodbye",)
    fragment = Fragment(moves.CLOSE, (*names, "utter_close_goodbye"), reason)
    return Decision("close", replace(state, closed=True), (Bubble((fragment,)),))


def greets_again(situation: Situation) -> Decision | None:
    """A greeting or small talk while a complaint is open: short, then back to the matter."""
    message, state = situation.message, situation.state
    if not state.complaint_open or message.intent not in ("greet", "chitchat") or not message.friendly:
        return None
    fragment = Fragment(
        moves.RE_ENGAGE, ("utter_re_engage_back", "utter_validate_short"), "comes back to the matter"
    )
    return then_go_on(situation, state, "back to the matter", [fragment])

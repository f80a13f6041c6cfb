"""When the customer asks something: a straight answer first, then the matter goes on."""

from __future__ import annotations

from dataclasses import replace

from amends.deescalation import calls, moves, pieces, putting, topics
from amends.deescalation.decision import Decision, Fragment
from amends.deescalation.evidence import wants_record
from amends.deescalation.finishing import ended, order_news, then_go_on
from amends.deescalation.narrative import question_in
from amends.deescalation.rules.person import waiting_truth
from amends.deescalation.situation import Situation
from amends.deescalation.state import ConversationState

ANSWERS = {
    "ask_attachment": "utter_inform_attachment",
    "ask_policy": "utter_inform_policy",
    "ask_what_next": "utter_inform_how_it_works",
    "ask_alternatives": "utter_inform_how_it_works",
    "ask_waiting_time": "utter_inform_question_when",
    "ask_how_to": "utter_inform_not_known",
    "ask_bot": "utter_inform_about_me",
    "out_of_scope": "utter_inform_out_of_scope",
}


def order_status(situation: Situation) -> Decision | None:
    """Asks where an order is: the shop's record, or the number to look it up with."""
    message, state = situation.message, situation.state
    asked_before = situation.pending_before == topics.ORDER_NUMBER
    mine = message.intent == "ask_order_status" or (asked_before and not state.complaint_open)
    number = state.facts.order_number
    if message.complaint and message.length >= 10 and not state.complaint_open:
        return None
    if not mine and not (message.order_number and not state.complaint_open and not message.complaint):
        return None
    before, state = pieces.introduce(state)
    if number is None:
        if topics.ORDER_NUMBER not in state.asked.topics and not state.facts.no_order_number:
            put = putting.question(situation, state, topics.ORDER_NUMBER, "needs the number to look it up")
            return ended(situation, state, "asked about an order", before, put)
        before.append(
            Fragment(
                moves.INFORM, ("utter_inform_order_unknown",), "says that it cannot be found without one"
            )
        )
        return ended(situation, state, "asked about an order", before)
    if number in state.facts.order_sought:
        return ended(situation, state, "asked about an order", [*before, *order_news(situation, state)])
    return then_go_on(situation, state, "asked about an order", before, "order")


def how_long(situation: Situation) -> Decision | None:
    """How long it takes, with a person awaited or something promised: the date, or that there is none."""
    message, state = situation.message, situation.state
    waits = state.handoff.requested or bool(state.promises)
    asks_when = message.intent == "ask_waiting_time" or question_in(message.text) == "when"
    if message.button or not waits or not asks_when:
        return None
    if state.promises:
        names: tuple[str, ...] = ("utter_inform_case_promised", "utter_inform_waiting_promised")
    elif situation.turn.duty.agents_on_duty:
        names = ("utter_inform_waiting_on_duty",)
    else:
        names = ("utter_inform_wait_unknown", "utter_inform_waiting_nobody")
    fragment = Fragment(moves.INFORM, names, "says when, or that nobody knows")
    if message.substantive and state.complaint_open:
        state = calls.to_log(state)
    put = putting.callback(situation, state)
    return then_go_on(situation, state, "asked how long it takes", [fragment], "wait", put)


def plain_question(situation: Situation) -> Decision | None:
    """A question about pictures, rules, the next step or the assistant while a complaint is open."""
    message, state = situation.message, situation.state
    response = ANSWERS.get(message.intent)
    if response is None or not (state.complaint_open or message.intent == "ask_attachment"):
        return None
    if message.intent == "out_of_scope" and not message.friendly:
        return None
    before, state = pieces.introduce(state)
    if message.intent == "ask_what_next" and state.handoff.requested:
        truth, put = [waiting_truth(situation, state)], putting.callback(situation, state)
        return ended(situation, state, "tell the truth about the wait", truth, put)
    names: tuple[str, ...] = (response, "utter_inform_not_known")
    if message.intent == "ask_policy":
        names = ("utter_inform_policy_about", *names)
    before.append(Fragment(moves.INFORM, names, f"answers {message.intent}"))
    return ended(situation, state, "answer the question", before)


def direct_question(situation: Situation) -> Decision | None:
    """A question in the middle of a complaint: an honest answer, and the question goes into the case."""
    message, state = situation.message, situation.state
    kind = question_in(message.text) if not message.button else None
    if kind is None or not state.complaint_open or message.length < 4:
        return None
    names = (f"utter_inform_question_{kind}", "utter_inform_question_any", "utter_inform_not_known")
    fragment = Fragment(moves.INFORM, names, f"says honestly that the answer is not known here ({kind})")
    state = calls.to_log(replace(state, complaint_turns=state.complaint_turns + 1))
    return then_go_on(situation, state, "a direct question", [fragment], "question")


def case_status(situation: Situation) -> Decision | None:
    """Asks how the case stands."""
    state, message = situation.state, situation.message
    to_be_logged = wants_record(message.text) and not message.button
    if message.intent != "ask_case_status" and not (to_be_logged and state.complaint_open):
        return None
    tried = {mark for mark in state.now.receipts if mark.startswith(moves.LOG_COMPLAINT)}
    if to_be_logged and state.case_reference is None and not tried:
        return _log_as_asked(situation)
    before, state = pieces.introduce(state)
    if tried:
        return ended(situation, state, "asked about the case", [*before, *_tried(state)])
    names: tuple[str, ...]
    if state.case_reference is None:
        names, reason = ("utter_inform_no_case",), "says that there is no case in this conversation"
    elif state.remedying.recorded and state.promises:
        names, reason = ("utter_inform_case_promised", "utter_inform_case_status"), "repeats what is promised"
    else:
        names, reason = ("utter_inform_case_status",), "says how the case stands"
    before.append(Fragment(moves.INFORM, names, reason))
    return ended(situation, state, "asked about the case", before)


def _log_as_asked(situation: Situation) -> Decision | None:
    """The customer wants the complaint on record: an open one is logged, a new one opens first."""
    if not situation.state.complaint_open:
        return None
    state = calls.to_log(situation.state)
    return then_go_on(situation, state, "asked to log the complaint", [], "opening")


def _tried(state: ConversationState) -> list[Fragment]:
    """Nothing to add when the record has just been made; else the plain truth that it failed again."""
    if state.case_reference is not None:
        return []
    return [Fragment(moves.INFORM, ("utter_inform_log_failed",), "says plainly that the record failed")]

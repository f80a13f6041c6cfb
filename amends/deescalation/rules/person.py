"""When a person has to come in, or the customer answers the offer of one."""

from __future__ import annotations

from dataclasses import replace

from amends.deescalation import calls, escalation, moves, pieces, putting, topics
from amends.deescalation.decision import Bubble, Decision, Fragment
from amends.deescalation.finishing import ended, then_go_on
from amends.deescalation.narrative import calls_out
from amends.deescalation.situation import Situation
from amends.deescalation.state import ConversationState
from amends.deescalation.things import GENERAL

_OPENERS = {
    escalation.DANGER: ("utter_inform_safety", "puts safety first"),
    escalation.LEGAL_THREAT: ("utter_acknowledge_legal", "respects the threat of legal steps"),
}


def person_at_once(situation: Situation) -> Decision | None:
    """Asked for, or needed because of danger, vulnerability or a legal threat."""
    state, message = situation.state, situation.message
    why = escalation.at_once(message)
    if why is None or state.handoff.requested:
        return None
    if why == escalation.CUSTOMER_ASKED and message.contact and state.handoff.status == "expired":
        # Nobody came, and now they say where a person can reach them: that is the callback.
        return None if contact_for_callback(situation) else hand_off(situation, why)
    return hand_off(situation, why)


def hand_off(situation: Situation, why: str) -> Decision:
    """Asks for a person in this turn; what is said about it waits for the receipt."""
    state, message = situation.state, situation.message
    before, state = pieces.introduce(state)
    opener = _OPENERS.get(why)
    if message.self_harm:
        opener = ("utter_inform_care", "names help that is there now")
    elif why == escalation.VULNERABLE_CUSTOMER:
        opener = ("utter_acknowledge_vulnerable", "takes the customer's situation seriously")
    if opener:
        before.append(
            Fragment(
                moves.ACKNOWLEDGE, (opener[0],), opener[1], spare=not (message.danger or message.self_harm)
            )
        )
    elif message.reasons and not state.apologised:
        owned, owned_state = pieces.own_up(situation, state, message.reasons[:1])
        if not situation.hostile:
            before, state = before + owned, owned_state
    elif why == escalation.CUSTOMER_ASKED:
        near = message.thing is not None and message.thing not in GENERAL
        about = ("utter_acknowledge_person_wanted_about",) if near else ()
        names = (*about, "utter_acknowledge_person_wanted")
        before.append(Fragment(moves.ACKNOWLEDGE, names, "takes the wish for a person as it is", spare=True))
    opened = replace(state, complaint_open=True, closed=False, complaint_turns=state.complaint_turns + 1)
    opened = replace(
        opened,
        handoff=replace(
            opened.handoff,
            reason=why,
            contact_given=bool(opened.facts.contact),
        ),
    )
    bubbles = (Bubble(tuple(before)),) if before else ()
    call = calls.request_handoff(situation, opened, why)
    return Decision(f"bring in a person: {why}", opened, bubbles, call)


def asks_again(situation: Situation) -> Decision | None:
    """A person was requested already and the customer asks again, or calls out: the truth about the wait."""
    state, message = situation.state, situation.message
    if not state.handoff.requested or not (message.asks_person or calls_out(message.text)):
        return None
    waiting = waiting_truth(situation, state)
    put = putting.callback(situation, state)
    return ended(situation, state, "tell the truth about the wait", [waiting], put)


def waiting_truth(situation: Situation, state: ConversationState, spare: bool = False) -> Fragment:
    """Who is on duty and how long it takes, as far as it is known."""
    on_duty = situation.turn.duty.agents_on_duty > 0
    if on_duty:
        names: tuple[str, ...] = ("utter_inform_waiting_on_duty",)
    elif state.handoff.promised:
        names = ("utter_inform_waiting_promised", "utter_inform_waiting_nobody")
    else:
        names = ("utter_inform_waiting_nobody",)
    return Fragment(moves.INFORM, names, "tells the truth about the wait", spare)


def contact_for_callback(situation: Situation) -> Decision | None:
    """Nobody is on duty, or nobody came, and a contact is known now: the callback is put on record."""
    state = situation.state
    handoff = state.handoff
    if not handoff.owes_callback or handoff.promised or handoff.contact_given or not state.facts.contact:
        return None
    state = replace(state, handoff=replace(handoff, contact_given=True))
    call = calls.request_handoff(situation, state, handoff.reason or escalation.CUSTOMER_ASKED)
    if handoff.status == "expired":
        # They left a way to be reached, and did not ask to wait in the queue once more.
        call = replace(call, arguments={**call.arguments, "callback_only": True})
    return Decision("record the callback", state, (), replace(call, focus="callback"))


def declines_contact(situation: Situation) -> Decision | None:
    """The customer does not want to leave contact details."""
    if situation.message.intent != "decline_contact":
        return None
    fragment = Fragment(
        moves.INFORM, ("utter_inform_contact_declined",), "accepts that no contact details are left"
    )
    return ended(situation, situation.state, "accept the refusal", [fragment])


def answers_offer(situation: Situation) -> Decision | None:
    """The customer says yes or no to the offer of a person."""
    state, message = situation.state, situation.message
    if situation.pending_before != topics.PERSON:
        return None
    if message.intent == "affirm" and not state.handoff.requested:
        return hand_off(situation, state.handoff.reason or escalation.CUSTOMER_ASKED)
    if message.intent == "deny":
        handoff = replace(state.handoff, declined=state.handoff.declined + 1, status="none")
        fragment = Fragment(
            moves.ACKNOWLEDGE, ("utter_acknowledge_carry_on",), "goes on here as the customer wishes"
        )
        return then_go_on(situation, replace(state, handoff=handoff), "go on without a person", [fragment])
    return None


def overdue(situation: Situation) -> Decision | None:
    """The offer was left lying and nothing moved for long: a person is asked for."""
    state = situation.state
    why = escalation.overdue(state, situation.rules)
    if state.handoff.requested or not state.complaint_open or why is None:
        return None
    return hand_off(situation, why)


def offer_instead(situation: Situation) -> Decision | None:
    """The last resort of the guard: offers a person when nothing else may be said."""
    if situation.state.handoff.requested:
        return None
    before, state = pieces.introduce(situation.state)
    put = putting.person_offer(situation, state, escalation.BUDGET_EXHAUSTED)
    return Decision("offer a person instead", put.state, (Bubble((*before, *put.fragments), put.buttons),))

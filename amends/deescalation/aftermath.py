"""What becomes of an action's receipt: first the facts in the state, then how the turn ends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from amends.deescalation import calls, escalation, moves, putting, topics
from amends.deescalation.decision import Bubble, Decision, Fragment
from amends.deescalation.evidence import borne_out
from amends.deescalation.finishing import ended, order_news
from amends.deescalation.owed import kept_back
from amends.deescalation.progress import may_offer_person
from amends.deescalation.receipt import Receipt
from amends.deescalation.situation import Situation
from amends.deescalation.state import ConversationState


def take_receipt(situation: Situation, receipt: Receipt) -> ConversationState:
    """The state after the action answered; a failed one leaves its words to be saved later."""
    state = situation.state
    action = state.now.action or receipt.action
    mark = f"{action}:{'ok' if receipt.ok else 'failed'}"
    state = replace(state, now=replace(state.now, receipts=(*state.now.receipts, mark)))
    if not receipt.ok:
        return _failed(situation, state, action)
    if action == moves.LOOK_UP_ORDER:
        return _order_found(state, receipt)
    state = replace(state, case_reference=receipt.text("case_reference") or state.case_reference)
    if action in (moves.LOG_COMPLAINT, moves.REQUEST_HANDOFF):
        state = replace(state, unsaved=(), failures=0, entries=state.entries + 1)
    if action == moves.REQUEST_HANDOFF:
        state = _person_requested(situation, state, receipt)
    if action == moves.RECORD_REMEDY:
        state = replace(state, remedying=replace(state.remedying, recorded=True))
    promise = receipt.promise()
    if promise:
        due = promise.get("due_text", "")
        now = replace(state.now, promises=(*state.now.promises, due))
        state = replace(state, promises=(*state.promises, promise), now=now)
    return state


def _failed(situation: Situation, state: ConversationState, action: str) -> ConversationState:
    unsaved, failures = state.unsaved, state.failures
    if action in (moves.LOG_COMPLAINT, moves.REQUEST_HANDOFF):
        # Asked of the state before this failure was marked, in which the words are still new.
        unsaved, failures = kept_back(situation.state, situation.message), failures + 1
    if action == moves.REQUEST_HANDOFF and not state.handoff.requested:
        state = replace(state, handoff=replace(state.handoff, status="failed"))
    if action == moves.LOOK_UP_ORDER:
        # The shop may answer next time, so a first failure does not count as looked up.
        tried = (*state.facts.order_sought, f"{state.facts.order_number}?")
        state = replace(state, facts=replace(state.facts, order_sought=tried))
    return replace(state, unsaved=unsaved, failures=failures, last_failed=True)


def _order_found(state: ConversationState, receipt: Receipt) -> ConversationState:
    order = receipt.data.get("order")
    found: Mapping[str, Any] | None = dict(order) if receipt.data.get("found") and order else None
    sought = (*state.facts.order_sought, state.facts.order_number or "")
    facts = replace(state.facts, order=found, order_sought=sought)
    shown = _SHOWS.get(str((found or {}).get("status")))
    theirs = any(borne_out("damaged", told) for told in facts.narrative)
    if shown and facts.reason in _UNCLEAR and not theirs:
        # The shop's own record says what went wrong, where the customer's words leave it open.
        facts = replace(facts, reason=shown, reason_from_record=True)
    return replace(state, facts=facts)


_SHOWS = {"delayed": "delay", "lost": "missing"}
_UNCLEAR = (None, "other", "broken_promise")


def _person_requested(situation: Situation, state: ConversationState, receipt: Receipt) -> ConversationState:
    wait = receipt.data.get("expected_wait_s")
    handoff = replace(
        state.handoff,
        status="expired" if receipt.text("status") == "expired" else "requested",
        handoff_id=receipt.text("handoff_id"),
        agents_on_duty=int(receipt.data.get("agents_on_duty") or 0),
        wait_s=float(wait) if wait is not None else None,
        promised=state.handoff.promised or receipt.promise() is not None,
    )
    return replace(state, handoff=handoff)


def after(situation: Situation, focus: str) -> Decision:
    """How the turn goes on now: another call that is needed, or its end."""
    state = situation.state
    if focus in ("opening", "followup", "order", "question", "wait", "wish", "urgent", "urgent_more"):
        call = calls.needed(situation, state, focus)
        if call is not None:
            return Decision("go on with what is needed", state, (), call)
        return _told(situation, focus)
    if focus in ("person", "callback"):
        return _person(situation, focus)
    if focus == "remedy_after_case":
        return _remedy_after_case(situation)
    return _remedy(situation)


# Reasons for which the customer did not ask for a person and should hear why one is asked for.
_WHY = {
    escalation.BUDGET_EXHAUSTED: "unasked",
    escalation.FRUSTRATION_PEAK: "unasked",
    escalation.CLARIFICATION_EXHAUSTED: "unasked",
    escalation.LEGAL_THREAT: "serious",
    escalation.VULNERABLE_CUSTOMER: "serious",
    escalation.DANGER: "serious",
    escalation.SEVERITY_HIGH: "serious",
}


def _outcome(situation: Situation, action: str) -> str | None:
    marks = dict(mark.split(":") for mark in situation.state.now.receipts)
    return marks.get(action)


def _told(situation: Situation, focus: str) -> Decision:
    """Says what became of the record and the look-up, then goes on."""
    state = situation.state
    logged, looked = _outcome(situation, moves.LOG_COMPLAINT), _outcome(situation, moves.LOOK_UP_ORDER)
    before: list[Fragment] = []
    if logged == "failed":
        # Said once for sure; while the record stays out of reach it is tried each turn, not told each turn.
        names, spare = ("utter_inform_log_failed",), state.failures > 1
        before.append(Fragment(moves.INFORM, names, "says plainly that the record failed", spare))
        if situation.hostile and not spare and not situation.room_for_two(state):
            # With one sentence left the truth goes before the question, and a button leads on.
            bubble = Bubble(tuple(before), (putting.TALK_TO_PERSON,))
            return Decision("admit that the record failed", state, (bubble,))
    elif logged == "ok":
        before += _on_record(situation, state, focus)
    if looked == "ok":
        # In three sentences the summary with the order in it says more than the record alone.
        before += order_news(situation, state, spare=situation.hostile and focus == "opening")
    elif looked == "failed":
        names = ("utter_inform_lookup_failed",)
        before.append(Fragment(moves.INFORM, names, "says plainly that the look-up failed"))
    return ended(situation, state, "answer with what is on record", before, _way_on(situation, state, focus))


def _on_record(situation: Situation, state: ConversationState, focus: str) -> list[Fragment]:
    """What the receipt proves, said by what the message was about; not in every turn."""
    names: tuple[str, ...] = ("utter_inform_added_about", "utter_inform_added")
    if focus in ("opening", "urgent") or state.entries == 1:
        names = ("utter_inform_logged",)
    elif focus == "wish":
        names = ("utter_inform_proposal_logged", "utter_inform_wish_logged", "utter_inform_added")
        return [Fragment(moves.INFORM, names, "says that the wish is in the case")]
    elif focus == "question":
        names = ("utter_inform_question_logged_about", "utter_inform_question_logged", *names)
    elif situation.message.thing and situation.message.thing not in " ".join(state.now.texts):
        names = ("utter_inform_added_about", "utter_inform_added")
    elif {"validate", "thank"} & set(state.now.moves):
        if state.entries % 3 != 2 and not state.handoff.requested:
            return []
        names = ("utter_inform_added",)
    return [Fragment(moves.INFORM, names, "says that it is in the case", spare=True)]


def _way_on(situation: Situation, state: ConversationState, focus: str) -> putting.Put | None:
    """How a turn goes on that has its own way on; None for the usual one."""
    if focus == "wait":
        return putting.callback(situation, state)
    if focus == "order" and not state.complaint_open and state.facts.order is not None:
        if state.facts.reason and topics.REMEDY not in state.asked.topics:
            return putting.question(situation, state, topics.REMEDY, "asks what would put it right")
        return putting.check_fixed(state)
    if focus.startswith("urgent") and not state.handoff.declined and not state.handoff.requested:
        return putting.person_offer(situation, state, escalation.SEVERITY_HIGH)
    if focus == "question" and may_offer_person(situation, state):
        return putting.person_offer(situation, state, escalation.CLARIFICATION_EXHAUSTED)
    return None


def _person(situation: Situation, focus: str) -> Decision:
    """What became of the request for a person, truthfully."""
    state = situation.state
    if _outcome(situation, moves.REQUEST_HANDOFF) == "failed":
        name = "utter_hand_off_failed" if focus == "person" else "utter_inform_callback_failed"
        fragment = Fragment(moves.HAND_OFF, (name,), "says plainly that the request failed")
        return Decision("the request failed", state, (Bubble((fragment,), (putting.TALK_TO_PERSON,)),))
    rule = "a person is asked for"
    kind = _WHY.get(state.handoff.reason or "") if focus == "person" else None
    if state.handoff.agents_on_duty > 0:
        names: tuple[str, ...] = (
            *((f"utter_hand_off_{kind}_on_duty",) if kind else ()),
            "utter_hand_off_on_duty_wait",
            "utter_hand_off_on_duty",
            "utter_inform_waiting_on_duty",
        )
        fragment = Fragment(moves.HAND_OFF, names, "says that the request is with the people on duty")
        return ended(situation, state, rule, [fragment], putting.next_step(situation, state))
    if state.now.promises:
        first = "utter_hand_off_promised" if focus == "person" else "utter_hand_off_callback"
        names = (first, "utter_hand_off_promised", "utter_inform_waiting_promised")
        fragment = Fragment(moves.HAND_OFF, names, "says when the promised callback is due")
        return Decision(rule, state, (Bubble((fragment,)),))
    names = (
        *((f"utter_hand_off_{kind}_nobody",) if kind else ()),
        "utter_hand_off_nobody",
        "utter_inform_waiting_nobody",
    )
    fragment = Fragment(moves.HAND_OFF, names, "says that nobody is on duty and the request is in the queue")
    if _may_ask_contact(state):
        put = putting.question(situation, state, topics.CONTACT, "asks once where a person can reach them")
        return ended(situation, state, rule, [fragment], put)
    return ended(situation, state, rule, [fragment], putting.next_step(situation, state))


def _may_ask_contact(state: ConversationState) -> bool:
    facts = state.facts
    return not (facts.contact or facts.contact_declined or topics.CONTACT in state.asked.topics)


def _remedy_after_case(situation: Situation) -> Decision:
    state = situation.state
    remedy = situation.remedies.by_id(state.remedying.accepted or "")
    if state.case_reference is None or remedy is None:
        return _not_recorded(situation)
    call = calls.record_remedy(situation, state, remedy, situation.message.text)
    return Decision("record the remedy", state, (), call)


def _remedy(situation: Situation) -> Decision:
    """Only a recorded remedy is spoken of as settled."""
    state = situation.state
    if not state.remedying.recorded:
        return _not_recorded(situation)
    remedy = situation.remedies.by_id(state.remedying.accepted or "")
    facts = {"remedy": remedy.offer} if remedy else {}
    names = ("utter_commit_promise",) if state.now.promises else ()
    commit = Fragment(
        moves.COMMIT, (*names, "utter_commit_recorded"), "says what is recorded and by when", facts=facts
    )
    put = putting.check_fixed(state)
    if _may_ask_contact(state):
        put = putting.question(situation, state, topics.CONTACT, "asks where the result can be sent")
    return ended(situation, state, "the remedy is recorded", [commit], put)


def _not_recorded(situation: Situation) -> Decision:
    state = situation.state
    state = replace(state, remedying=replace(state.remedying, accepted=None))
    fragment = Fragment(
        moves.INFORM, ("utter_inform_remedy_failed",), "says plainly that the remedy is not recorded"
    )
    buttons = (putting.TALK_TO_PERSON,)
    return Decision("the remedy is not recorded", state, (Bubble((fragment,), buttons),))

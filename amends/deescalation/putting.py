"""The ways to end a turn: a question, a paraphrase, remedies to choose from, a person, a next step."""

from __future__ import annotations

from dataclasses import dataclass, replace

from amends.deescalation import moves, topics
from amends.deescalation.decision import Fragment
from amends.deescalation.escalation import SEVERITY_HIGH
from amends.deescalation.reasons import named
from amends.deescalation.rulesets import Remedy
from amends.deescalation.situation import Situation
from amends.deescalation.state import ConversationState
from amends.deescalation.turn import Button

YES_NO_ELSE = (
    Button("affirm", "Yes, that's right"),
    Button("deny", "No"),
    Button("something_else", "Something is missing"),
)
PERSON_OR_NOT = (Button("request_agent", "Talk to a person"), Button("deny", "Carry on here"))
OFFER_PAUSE = 3  # Turns between two mentions of a person, so that the offer does not become a push.
TALK_TO_PERSON = Button("request_agent", "Talk to a person")
LEAVE_CONTACT = (Button("give_contact", "Leave my details"), Button("decline_contact", "No, thank you"))
ANYTHING_ELSE = (Button("affirm", "Yes, something else"), Button("deny", "No, that is all"))
SOMETHING_ELSE = Button("something_else", "Something else")


@dataclass(frozen=True)
class Put:
    """The end of a turn: its sentences, its buttons and the state in which it is open."""

    fragments: tuple[Fragment, ...]
    state: ConversationState
    buttons: tuple[Button, ...] = ()


def question(situation: Situation, state: ConversationState, topic: str, reason: str) -> Put:
    """Puts a question by its topic."""
    names = [f"utter_clarify_{topic}"]
    if situation.hostile and state.complaint_turns <= 1 and state.case_reference:
        names.insert(0, f"utter_clarify_{topic}_logged")
    buttons: tuple[Button, ...] = ()
    if topic == topics.ORDER_NUMBER:
        buttons = (Button("no_order_number", "I don't have one"),)
    elif topic == topics.CONTACT:
        buttons = LEAVE_CONTACT
    elif topic == topics.REMEDY:
        buttons = _wishes(situation, state)
        state = _named(state, buttons)
    return Put((Fragment(moves.CLARIFY, tuple(names), reason),), opened(state, topic), buttons)


def opened(state: ConversationState, topic: str) -> ConversationState:
    """The state in which this question waits for its answer."""
    known = tuple(dict.fromkeys((*state.asked.topics, topic)))
    asked = replace(state.asked, pending=topic, topics=known)
    return replace(state, asked=asked, now=replace(state.now, put=topic))


def paraphrase(situation: Situation, state: ConversationState) -> Put:
    """Sums up in known facts and the customer's own words, to be confirmed."""
    facts = state.facts
    names = []
    if facts.order and facts.wish:
        names.append("utter_paraphrase_order_and_wish")
    if facts.order:
        names.append("utter_paraphrase_order")
    if facts.quote and facts.wish:
        names.append("utter_paraphrase_words_and_wish")
    names += ["utter_paraphrase_words"] if facts.quote else []
    names.append("utter_paraphrase_problem")
    text = "sums up what is known and asks whether it is right"
    by_item = {"problem": named(facts.reason, None) or "the trouble"} if facts.order else {}
    fragment = Fragment(moves.PARAPHRASE, tuple(names), text, facts=by_item)
    remedying = replace(
        state.remedying,
        paraphrase="asked",
        paraphrases=state.remedying.paraphrases + 1,
        put=clause(state),
    )
    return Put((fragment,), opened(replace(state, remedying=remedying), topics.PARAPHRASE), YES_NO_ELSE)


def clause(state: ConversationState) -> str:
    """What a paraphrase says of the matter: "The delay with order A-1001, the lamp; wants a refund"."""
    facts = state.facts
    if facts.order:
        item = facts.order.get("item")
        matter = f"{named(facts.reason, None) or 'the trouble'} with order {facts.order_number}"
        matter += f", the {item}" if item else ""
    elif facts.quote:
        matter = f"“{facts.quote}”"
    else:
        matter = named(facts.reason, facts.thing) or "the trouble"
    wish = f"; wants {facts.wish}" if facts.wish and (facts.order or facts.quote) else ""
    return f"{matter[:1].upper()}{matter[1:]}{wish}"


def available(situation: Situation, state: ConversationState) -> tuple[Remedy, ...]:
    """The remedies that could be offered now, the one that fits the stated wish first."""
    known = bool(state.facts.order_number)
    options = situation.remedies.options(state.facts.reason or "other", state.remedying.rejected, known)
    wanted = f"{state.facts.remedy_sought or ''} {state.facts.wish or ''}".lower()
    return tuple(sorted(options, key=lambda one: not any(word in wanted for word in one.fits)))


def options(situation: Situation, state: ConversationState) -> Put:
    """Offers the first two remedies with why each helps."""
    first, second = available(situation, state)[:2]
    facts = {
        "option_1": first.offer,
        "why_1": first.why_this_helps_you,
        "option_2": second.offer,
        "why_2": second.why_this_helps_you,
    }
    fragment = Fragment(
        moves.OFFER_OPTIONS, ("utter_offer_options_two",), f"offers {first.id} and {second.id}", facts=facts
    )
    offered = tuple(dict.fromkeys((*state.remedying.offered, first.id, second.id)))
    remedying = replace(state.remedying, offered=offered, rounds=state.remedying.rounds + 1)
    buttons = (*(accept_button(one) for one in (first, second)), SOMETHING_ELSE)
    return Put((fragment,), opened(replace(state, remedying=remedying), topics.OPTIONS), buttons)


def _named(state: ConversationState, buttons: tuple[Button, ...]) -> ConversationState:
    """Remedies on buttons are on the table: they count as offered once."""
    ids = tuple(button.id.partition(":")[2] for button in buttons if button.id.startswith("accept_remedy:"))
    if not ids:
        return state
    offered = tuple(dict.fromkeys((*state.remedying.offered, *ids)))
    return replace(
        state, remedying=replace(state.remedying, offered=offered, rounds=state.remedying.rounds + 1)
    )


def accept_button(remedy: Remedy) -> Button:
    """The button that chooses a remedy."""
    return Button(f"accept_remedy:{remedy.id}", remedy.title)


def _wishes(situation: Situation, state: ConversationState) -> tuple[Button, ...]:
    choices = [accept_button(one) for one in available(situation, state)[:2]]
    if len(choices) < 2 or not may_offer(situation, state):
        return ()
    return (*choices, SOMETHING_ELSE)


def may_offer(situation: Situation, state: ConversationState) -> bool:
    """Whether a remedy may be named yet: once frustrated only after the paraphrase."""
    settled = state.remedying.paraphrase in ("confirmed", "waived")
    return settled or situation.band in ("calm", "irritated")


def check_fixed(state: ConversationState) -> Put:
    """Asks whether anything is left, once something is settled."""
    check = Fragment(moves.CHECK_FIXED, ("utter_check_fixed_anything_else",), "asks whether anything is left")
    return Put((check,), opened(state, topics.FIXED), ANYTHING_ELSE)


def person_offer(situation: Situation, state: ConversationState, reason: str) -> Put:
    """Offers a person, without pushing the customer away."""
    names: tuple[str, ...] = ("utter_offer_handoff_on_duty",) if situation.turn.duty.agents_on_duty else ()
    if reason == SEVERITY_HIGH:
        names = ("utter_offer_handoff_urgent",)
    fragment = Fragment(moves.OFFER_HANDOFF, (*names, "utter_offer_handoff"), f"offers a person ({reason})")
    handoff = replace(
        state.handoff,
        status="offered",
        reason=reason,
        offers=state.handoff.offers + 1,
        offered_at_turn=state.turns,
    )
    asked = replace(state.asked, failed_clarifications=0)
    state = replace(state, handoff=handoff, asked=asked, person_named_at=state.turns)
    state = opened(state, topics.PERSON)
    return Put((fragment,), state, PERSON_OR_NOT)


def may_name_person(situation: Situation, state: ConversationState) -> bool:
    """Whether a person was not spoken of a moment ago; hostile customers may always have one."""
    return situation.hostile or state.turns - state.person_named_at >= OFFER_PAUSE


def next_step(situation: Situation, state: ConversationState, reason: str = "says how it goes on") -> Put:
    """Ends the turn with what is on record, or what happens next, when nothing sensible is left to ask."""
    state = replace(state, now=replace(state.now, put="next_step"))
    facts = {"count": str(state.turns)}
    if state.handoff.requested:
        waiting = ("utter_inform_while_waiting", "utter_inform_waiting_counted")
        return Put((Fragment(moves.INFORM, waiting, reason, facts=facts),), state)
    names: tuple[str, ...] = ("utter_inform_next_step", "utter_inform_next_step_counted")
    spoken_of = len(state.facts.things)
    if state.case_reference and spoken_of > max(state.recapped, 1) and not situation.hostile:
        names = ("utter_inform_next_step_recap", *names)
        state = replace(state, recapped=spoken_of)
        return Put((Fragment(moves.INFORM, names, "says what is on record so far", facts=facts),), state)
    if state.handoff.declined or not may_name_person(situation, state):
        return Put((Fragment(moves.INFORM, names, reason, facts=facts),), state)
    names = ("utter_inform_next_step_person", *names)
    state = replace(state, person_named_at=state.turns)
    return Put((Fragment(moves.INFORM, names, reason, facts=facts),), state, (TALK_TO_PERSON,))


def callback(situation: Situation, state: ConversationState) -> Put:
    """With nobody on duty: a callback with a date, as soon as there is a way to reach the customer."""
    facts = state.facts
    if facts.contact or facts.contact_declined or situation.turn.duty.agents_on_duty:
        return next_step(situation, state)
    names = (
        "utter_inform_while_waiting_contact",
        "utter_inform_while_waiting",
        "utter_inform_waiting_counted",
    )
    fragment = Fragment(
        moves.INFORM, names, "says how a callback gets a date", facts={"count": str(state.turns)}
    )
    return Put((fragment,), replace(state, now=replace(state.now, put="next_step")), LEAVE_CONTACT)

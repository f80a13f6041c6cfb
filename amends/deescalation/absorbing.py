"""Takes a message into the state: facts given, questions answered, promises of a person kept in mind."""

from __future__ import annotations

from dataclasses import replace

from amends.deescalation import topics
from amends.deescalation.ledger import Ledger
from amends.deescalation.message import WISHES, Message
from amends.deescalation.narrative import better, quotable
from amends.deescalation.state import Asked, ConversationState, HandoffState, KnownFacts, ThisTurn
from amends.deescalation.things import nearer
from amends.deescalation.turn import History, TurnInput
from amends.deescalation.wishes import sounds_like_wish, stated_wish

KEPT_WORDS = 12  # Texts kept for comparing and quoting; the case itself keeps every word.
KEPT_CHARACTERS = 400
KEPT_THINGS = 5


def absorb(state: ConversationState, turn: TurnInput, message: Message, ledger: Ledger) -> ConversationState:
    """The state in which the playbook decides: the message counted, its facts known."""
    answered = _answered(state.asked.pending, message)
    known = told(state, turn, message, answered)
    learned = known != replace(
        state.facts,
        narrative=known.narrative,
        quote=known.quote,
        reasons=known.reasons,
        thing=known.thing,
        things=known.things,
    )
    asked = _asked(state.asked, message, answered, learned)
    confirmed = state.asked.pending == topics.PARAPHRASE and message.intent == "affirm"
    summary = state.remedying.put if confirmed else state.remedying.summary
    after = replace(
        state,
        remedying=replace(state.remedying, summary=summary),
        score=ledger.amount,
        peak=max(state.peak, ledger.amount),
        turns=state.turns + 1,
        hostile_turns=_hostile_turns(state, turn, ledger),
        introduced=state.introduced or bool(turn.said),
        facts=known,
        asked=asked,
        last_failed=False,
        closed=False,
        now=ThisTurn(
            answered=state.asked.pending if answered else None,
            pending=state.asked.pending,
            score=ledger.amount,
            previous=ledger.previous_amount,
            entries=tuple((entry.source, entry.reason, entry.amount) for entry in ledger.contributions),
        ),
    )
    return _after_handoff(after, turn.history)


def _hostile_turns(state: ConversationState, turn: TurnInput, ledger: Ledger) -> int:
    """Hostile turns in a row; a pressed button neither adds to them nor ends them."""
    if turn.only_pressed:
        return state.hostile_turns
    return state.hostile_turns + 1 if ledger.band == "hostile" else 0


def _answered(pending: str | None, message: Message) -> bool:
    """Whether the message answers the question that is open."""
    if pending is None or message.intent in ("already_told_you", "do_not_understand"):
        return False
    if message.needs_person and message.asks_person:
        return False
    definite = {
        topics.ORDER_NUMBER: bool(message.order_number or message.digits)
        or message.intent == "no_order_number",
        topics.CONTACT: bool(message.contact or message.digits)
        or message.intent in ("decline_contact", "give_contact"),
        topics.REMEDY: bool(message.wish) or (message.substantive and sounds_like_wish(message.text)),
        topics.OWN_REMEDY: bool(message.wish) or (message.substantive and sounds_like_wish(message.text)),
        topics.PARAPHRASE: message.intent in ("affirm", "deny", "correct_assistant", "something_else"),
        topics.OPTIONS: message.intent in _OPTION_ANSWERS or bool(message.wish),
        topics.WHICH_OPTION: message.intent in _OPTION_ANSWERS or bool(message.wish),
        topics.PERSON: message.intent in ("affirm", "deny", "request_agent"),
        topics.FIXED: message.intent in ("affirm", "deny", "thank", "goodbye", "forget_it"),
    }
    if pending in topics.OPEN_QUESTIONS:
        return message.substantive and message.intent not in _NO_ANSWER and not message.abusive
    return definite.get(pending, False)


_NO_ANSWER = ("does_not_help", "do_not_believe")
_OPTION_ANSWERS = (
    "accept_remedy",
    "reject_remedy",
    "propose_remedy",
    "ask_alternatives",
    "affirm",
    "deny",
    "something_else",
)


def told(state: ConversationState, turn: TurnInput, message: Message, answered: bool) -> KnownFacts:
    """The facts with what this message says of them; `answered` when it answers the open question."""
    facts, pending = state.facts, state.asked.pending
    text = message.text[:KEPT_CHARACTERS]
    narrative = (*facts.narrative, text)[-KEPT_WORDS:] if message.substantive else facts.narrative
    own = answered and pending in (topics.REMEDY, topics.OWN_REMEDY) and not message.button
    wish = (text if own else None) or message.wish
    thing = message.thing if message.substantive else None
    for_order = message.digits if pending == topics.ORDER_NUMBER else None
    for_contact = message.digits if pending != topics.ORDER_NUMBER else None
    number = message.order_number or for_order
    declined = message.intent == "decline_contact"
    reason, from_record = _main_reason(facts, message)
    return replace(
        facts,
        reason=reason,
        reason_from_record=from_record,
        reasons=tuple(dict.fromkeys((*facts.reasons, *message.reasons))),
        narrative=narrative,
        quote=_quote(facts.quote, message, pending),
        thing=nearer(facts.thing, thing),
        things=tuple(dict.fromkeys((*facts.things, *([thing] if thing else []))))[:KEPT_THINGS],
        order_number=number or facts.order_number,
        order=None if number and number != facts.order_number else facts.order,
        no_order_number=facts.no_order_number or message.intent == "no_order_number",
        remedy_sought=wish or facts.remedy_sought,
        wish=WISHES.get(message.intent) or stated_wish(message.text) or facts.wish,
        impact=text if answered and pending == topics.IMPACT else facts.impact,
        contact=message.contact or for_contact or turn.customer.contact or facts.contact,
        contact_declined=facts.contact_declined or declined,
        name=turn.customer.name or facts.name,
    )


def _quote(known: str | None, message: Message, pending: str | None) -> str | None:
    """The words to quote back: the first telling ones, or those of a correction."""
    corrects = pending == topics.CORRECTION or message.intent == "correct_assistant"
    tells = message.substantive and message.intent not in _NO_STORY
    fresh = quotable(message.text) if tells else None
    return (fresh or known) if corrects else better(known, fresh)


# Answers to us and questions: whatever they say, it is not what went wrong.
_NO_STORY = frozenset({*_NO_ANSWER, "do_not_understand", "reject_remedy", "deny", "propose_remedy"})


def _main_reason(facts: KnownFacts, message: Message) -> tuple[str | None, bool]:
    """The first reason that was named stays; a vague one gives way to a clear one, the record's to theirs."""
    named = next(iter(message.reasons), None)
    if facts.reason_from_record:
        theirs = named not in (None, "other", "broken_promise")
        return (named, False) if theirs else (facts.reason, True)
    return (named or facts.reason if facts.reason in (None, "other") else facts.reason), False


def _asked(asked: Asked, message: Message, answered: bool, learned: bool) -> Asked:
    failed = asked.pending is not None and not answered and message.intent not in _OTHER_BUSINESS
    progress = answered or learned
    return replace(
        asked,
        pending=None,
        unanswered=asked.unanswered + 1 if failed else 0,
        failed_clarifications=0 if progress else asked.failed_clarifications + int(failed),
        since_progress=0 if progress else asked.since_progress + 1,
    )


# A customer who asks something themselves has not failed to answer.
_OTHER_BUSINESS = frozenset(
    {
        "ask_order_status",
        "ask_refund",
        "ask_compensation",
        "ask_policy",
        "ask_how_to",
        "ask_case_status",
        "ask_cancel",
        "ask_attachment",
        "ask_waiting_time",
        "ask_what_next",
        "ask_alternatives",
        "ask_bot",
        "greet",
        "thank",
        "goodbye",
        "forget_it",
        "request_agent",
    }
)


def _after_handoff(state: ConversationState, history: History) -> ConversationState:
    """What became of the request for a person since the last turn."""
    waiting = history.handoff in _WAITING
    if history.said_while_agent_held:
        # An agent who was let go of before an answer leaves a request that still stands.
        after = _after_agent(state)
        return replace(after, handoff=state.handoff) if waiting else after
    if not state.handoff.requested:
        return state
    if history.handoff in _HELD_AND_ENDED:
        return _after_agent(state)
    if history.handoff == "expired":
        # Nobody came. The customer was told so; what is left to do is the callback, or a new request.
        return replace(state, handoff=replace(state.handoff, status="expired", contact_given=False))
    return state


_WAITING = ("requested", "offered")
_HELD_AND_ENDED = ("returned", "completed", "failed")


def _after_agent(state: ConversationState) -> ConversationState:
    """A person has held the conversation: whatever was asked before counts as asked and answered."""
    basics = (topics.WHAT_HAPPENED, topics.ORDER_NUMBER, topics.REMEDY, topics.CONTACT, *topics.BACKGROUND)
    asked = replace(
        state.asked, pending=None, topics=tuple(dict.fromkeys((*state.asked.topics, *basics))), unanswered=0
    )
    return replace(state, asked=asked, handoff=HandoffState(offers=state.handoff.offers))

"""Chooses how the turn goes on: the one thing that brings the case forward most."""

from __future__ import annotations

from amends.deescalation import escalation, putting, topics
from amends.deescalation.evidence import names_cost, speaks_of_order, spoke_before
from amends.deescalation.narrative import is_vague
from amends.deescalation.putting import Put
from amends.deescalation.reasons import reason
from amends.deescalation.situation import Situation
from amends.deescalation.state import ConversationState
from amends.deescalation.texts import words

ENOUGH_WORDS = 14  # Whoever has told this much is not asked to tell it again.


def go_on(situation: Situation, state: ConversationState) -> Put:
    """The end of the turn: never a question already put, never one whose answer is known."""
    offer = escalation.worth_offering(state, situation.rules)
    if offer and may_offer_person(situation, state):
        return putting.person_offer(situation, state, offer)
    if state.remedying.recorded:
        fresh = _free(state, topics.FIXED)
        return putting.check_fixed(state) if fresh else putting.next_step(situation, state)
    topic = _missing_fact(state)
    if topic is None and state.remedying.rejected and _free(state, topics.OWN_REMEDY):
        topic = topics.OWN_REMEDY
    if topic is not None:
        return putting.question(situation, state, topic, f"asks for what is missing ({topic})")
    if _can_sum_up(state):
        return putting.paraphrase(situation, state)
    if can_offer_options(situation, state):
        return putting.options(situation, state)
    # Remedies that lie on the table are choice enough; what else would help is asked after a refusal.
    unanswered = bool(state.remedying.offered) and not state.remedying.rejected
    if (
        _free(state, topics.REMEDY)
        and _free(state, topics.OWN_REMEDY)
        and not state.facts.remedy_sought
        and not unanswered
    ):
        return putting.question(situation, state, topics.REMEDY, "asks what would put it right")
    for background in topics.BACKGROUND:
        if _free(state, background) and not _told_already(state, background):
            text = f"asks what whoever decides needs to know ({background})"
            return putting.question(situation, state, background, text)
    if not state.handoff.requested and not state.handoff.offers and putting.may_name_person(situation, state):
        return putting.person_offer(situation, state, escalation.BUDGET_EXHAUSTED)
    return putting.next_step(situation, state)


def may_offer_person(situation: Situation, state: ConversationState) -> bool:
    """Whether offering a person now helps: heard out, not declined, not asked a moment ago."""
    handoff = state.handoff
    rested = not handoff.offers or state.turns - handoff.offered_at_turn >= putting.OFFER_PAUSE
    rested = rested and (not handoff.offers or putting.may_name_person(situation, state))
    open_to_it = not handoff.requested and not handoff.declined and handoff.offers < 2
    return open_to_it and rested and escalation.heard_out(state)


def _free(state: ConversationState, topic: str) -> bool:
    return topic not in state.asked.topics


def _told_already(state: ConversationState, topic: str) -> bool:
    told = " ".join(state.facts.narrative)
    return spoke_before(told) if topic == topics.EARLIER_CONTACT else names_cost(told)


def _missing_fact(state: ConversationState) -> str | None:
    facts = state.facts
    if is_vague(facts.narrative) and _free(state, topics.WHAT_HAPPENED):
        return topics.WHAT_HAPPENED
    numbered = facts.order_number or facts.no_order_number
    told = " ".join(facts.narrative)
    matters = reason(facts.reason).order_matters
    wanted = matters == "always" or (matters == "if_bought" and speaks_of_order(told))
    if wanted and not numbered and _free(state, topics.ORDER_NUMBER):
        return topics.ORDER_NUMBER
    unnamed = facts.reason in (None, "other") and not facts.quote and len(words(told)) < ENOUGH_WORDS
    if unnamed and _free(state, topics.WHAT_HAPPENED):
        return topics.WHAT_HAPPENED
    unreachable = state.handoff.requested and not state.handoff.agents_on_duty
    if unreachable and not facts.contact and not facts.contact_declined and _free(state, topics.CONTACT):
        return topics.CONTACT
    return None


def _can_sum_up(state: ConversationState) -> bool:
    """Once, and once more after a correction."""
    facts = state.facts
    unnamed = facts.reason in (None, "other") and not facts.quote and not facts.order
    if not facts.narrative or (unnamed and (facts.thing is None or state.complaint_turns <= 1)):
        return False
    stage, count = state.remedying.paraphrase, state.remedying.paraphrases
    return (stage == "none" and count == 0) or (stage == "corrected" and count == 1)


def can_offer_options(situation: Situation, state: ConversationState) -> bool:
    """Whether two remedies that were not refused can be offered now."""
    remedying = state.remedying
    if remedying.paraphrases == 0 and remedying.paraphrase != "waived":
        return False
    if remedying.rounds >= situation.rules.remedy_rounds or not putting.may_offer(situation, state):
        return False
    if remedying.rounds and not remedying.rejected:
        return False
    return len(putting.available(situation, state)) >= 2

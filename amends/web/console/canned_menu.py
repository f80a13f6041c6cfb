"""Which responses suit an agent at a moment: by move, in the order in which a talk goes."""

from collections.abc import Callable, Iterator, Mapping

from amends.deescalation import moves, topics
from amends.deescalation.bands import FRUSTRATED, IRRITATED, at_least
from amends.deescalation.finishing import order_news
from amends.deescalation.narrative import is_vague, says_resolved
from amends.deescalation.pieces import VALIDATIONS
from amends.deescalation.putting import may_offer, paraphrase
from amends.deescalation.reasons import reason
from amends.web.console.canned_occasion import Occasion

INTRODUCE = "introduce"
LONG_WAIT_S = 300
QUIET_S = 300
# Put at most once in a conversation, in whatever words, by whoever.
ONCE = ("utter_clarify_", "utter_paraphrase_", "utter_apologise_", "utter_agent_re_engage_")

HEADINGS: Mapping[str, str] = {
    INTRODUCE: "Introduce yourself",
    moves.ACKNOWLEDGE: "Acknowledge",
    moves.VALIDATE: "Show that you understand",
    moves.APOLOGISE: "Say sorry",
    moves.PARAPHRASE: "Sum up and check",
    moves.INFORM: "Say what is so",
    moves.CLARIFY: "Ask",
    moves.OFFER_OPTIONS: "Offer a choice",
    moves.COMMIT: "Give your word",
    moves.SET_BOUNDARY: "Set a boundary",
    moves.CHECK_FIXED: "Ask whether it is settled",
    moves.THANK: "Thank",
    moves.RE_ENGAGE: "Take up the thread",
    moves.CLOSE: "Close",
}


def responses_for(now: Occasion) -> Iterator[tuple[str, str]]:
    """Pairs of move and response name, in the order of a talk."""
    for move, names in _MENU.items():
        for name in dict.fromkeys(names(now)):
            yield move, name


def _introduce(now: Occasion) -> Iterator[str]:
    if not now.agent_spoke:
        if now.waited_s >= LONG_WAIT_S:
            yield "utter_agent_re_engage_after_wait"
        yield "utter_agent_re_engage_introduce"


def _reasons(now: Occasion) -> tuple[str, ...]:
    facts = now.state.facts
    named = tuple(one for one in dict.fromkeys((facts.reason, *facts.reasons)) if one and one != "other")
    return named or ("other",)


def _acknowledge(now: Occasion) -> Iterator[str]:
    message = now.situation.message
    if message.stakes:
        yield f"utter_acknowledge_stakes_{message.stakes}"
    if now.reason == "vulnerable_customer" or message.vulnerable:
        yield "utter_acknowledge_vulnerable"
    if now.reason == "legal_threat" or message.legal:
        yield "utter_acknowledge_legal"
    if now.answers_agent:
        yield from _ABOUT_THE_TALK.get(now.intent, ())
    for name in _reasons(now):
        yield f"utter_acknowledge_{name}"
    if "thing" in now.facts and "other" in _reasons(now):
        yield "utter_acknowledge_thing"
    if not now.agent_spoke:
        yield "utter_agent_acknowledge_read"
    yield "utter_agent_acknowledge_ours"
    if "wish" in now.facts:
        yield "utter_acknowledge_wish"


# How the customer takes what the agent has just said.
_ABOUT_THE_TALK = {
    "already_told_you": ("utter_acknowledge_told",),
    "do_not_understand": ("utter_acknowledge_unclear",),
    "does_not_help": ("utter_acknowledge_no_help",),
    "do_not_believe": ("utter_acknowledge_doubt",),
    "correct_assistant": ("utter_acknowledge_correction",),
    "no_order_number": ("utter_acknowledge_no_number",),
}


def _validate(now: Occasion) -> Iterator[str]:
    message = now.situation.message
    if message.abusive:
        yield from ("utter_validate_behind_about", "utter_validate_behind")
    if message.abusive or now.in_danger:
        return
    if now.situation.band == "calm":
        if now.answers_agent and message.substantive:
            yield "utter_validate_calm"
        return
    for cue, topic in VALIDATIONS:
        if now.cue(cue):
            yield f"utter_validate_{topic}"
    if now.held and message.substantive and "new" in now.facts:
        yield "utter_validate_words"
    if now.held and message.substantive and message.thing:
        yield "utter_validate_thing"
    if at_least(now.situation.band, FRUSTRATED):
        yield "utter_agent_validate_angry"
    if now.held and message.substantive:
        yield "utter_validate_more"
    if now.held and message.length <= 4:
        yield "utter_validate_short"


def _apologise(now: Occasion) -> Iterator[str]:
    if now.apologised:
        return
    for name in _reasons(now):
        if name not in now.state.apologised:
            if name == "other" and "thing" in now.facts:
                yield "utter_apologise_thing"
            yield f"utter_apologise_{name}"


def _paraphrase(now: Occasion) -> Iterator[str]:
    if now.state.remedying.paraphrase != "confirmed" and now.state.facts.narrative:
        yield from paraphrase(now.situation, now.state).fragments[0].responses


def _inform(now: Occasion) -> Iterator[str]:
    message, state = now.situation.message, now.state
    if message.self_harm:
        yield "utter_inform_care"
    elif now.in_danger:
        yield "utter_inform_safety"
    if now.answers_agent and now.question:
        yield "utter_agent_inform_no_answer_yet"
        yield f"utter_inform_question_{now.question}"
    if now.intent in ("ask_policy", "ask_attachment"):
        yield f"utter_inform_{now.intent.removeprefix('ask_')}"
    if now.intent == "decline_contact":
        yield "utter_inform_contact_declined"
    yield "utter_agent_inform_working"
    if now.agent_spoke and (now.customer_waits or now.quiet_s >= QUIET_S):
        yield "utter_agent_inform_still_here"
    if state.facts.order:
        names = order_news(now.situation, state)[0].responses
        yield from [name for name in names if name != "utter_inform_order_any"] or names
    if "due_text" in now.facts:
        yield "utter_inform_case_promised"
    if state.case_reference and not now.agent_spoke:
        yield "utter_inform_logged"
    if now.agent_spoke and now.intent in ("ask_refund", "ask_compensation", "ask_cancel", "propose_remedy"):
        yield "utter_agent_inform_limits"
    if "points" in now.facts:
        yield "utter_inform_next_step_recap"


def _clarify(now: Occasion) -> Iterator[str]:
    facts, asked = now.state.facts, now.state.asked.topics
    if not (facts.contact or facts.contact_declined):
        yield "utter_clarify_contact"
    yield "utter_agent_clarify_first"
    if now.in_danger:
        # Somebody is or may be hurt: numbers and remedies come later.
        return
    if now.answers_agent and now.intent in ("deny", "correct_assistant"):
        yield "utter_clarify_correction"
    vague = bool(facts.narrative) and is_vague(facts.narrative)
    if vague and facts.reason in (None, "other") and not facts.quote:
        yield "utter_clarify_what_happened"
    if reason(facts.reason).order_matters != "no" and not (facts.order_number or facts.no_order_number):
        yield "utter_clarify_order_number"
    if now.state.remedying.rejected:
        yield "utter_clarify_own_remedy"
    elif not (facts.remedy_sought or facts.wish):
        yield "utter_clarify_remedy"
    for topic in (topics.IMPACT, topics.EARLIER_CONTACT, topics.DEADLINE, topics.PRIORITY, topics.LEFT_OUT):
        if topic not in asked and not (topic == topics.IMPACT and facts.impact):
            yield f"utter_clarify_{topic}"


def _offer_options(now: Occasion) -> Iterator[str]:
    # Nobody is offered anything, or given a word, before an agent has said hello.
    ready = now.agent_spoke and not now.state.remedying.recorded and may_offer(now.situation, now.state)
    if ready and "option_2" in now.facts:
        yield "utter_offer_options_two"


def _commit(now: Occasion) -> Iterator[str]:
    if now.agent_spoke:
        yield "utter_agent_commit_promise"


def _set_boundary(now: Occasion) -> Iterator[str]:
    if not now.situation.message.abusive:
        return
    if now.state.boundary == 0:
        yield from ("utter_set_boundary_first_about", "utter_set_boundary_first")
    elif now.state.case_reference:
        yield "utter_set_boundary_second" if now.state.boundary == 1 else "utter_set_boundary_last"


def _check_fixed(now: Occasion) -> Iterator[str]:
    # Asked of somebody who is still furious, it sounds as if nothing had been heard.
    if now.agent_spoke and not _still_angry(now):
        yield "utter_check_fixed_anything_else"


def _still_angry(now: Occasion) -> bool:
    return now.customer_waits and at_least(now.situation.band, FRUSTRATED)


def _thank(now: Occasion) -> Iterator[str]:
    # An angry customer who is thanked hears that nobody listened.
    if not now.answers_agent or at_least(now.situation.band, FRUSTRATED):
        return
    message = now.situation.message
    if says_resolved(message.text):
        yield "utter_thank_resolved"
    if message.order_number:
        yield "utter_thank_number"
    if message.new_contact:
        yield "utter_thank_contact"
    if now.intent == "thank":
        yield "utter_thank_welcome"
    elif now.intent == "give_details":
        yield "utter_thank_answer"


def _re_engage(now: Occasion) -> Iterator[str]:
    if now.situation.message.disengaged:
        yield "utter_re_engage_flat"
    if now.agent_spoke and now.quiet_s >= QUIET_S:
        yield "utter_re_engage_back"


def _close(now: Occasion) -> Iterator[str]:
    if not now.agent_spoke:
        return
    if "due_text" in now.facts and now.state.case_reference and not at_least(now.situation.band, IRRITATED):
        yield "utter_close_resolved"
    if not _still_angry(now):
        if now.state.case_reference:
            yield "utter_close_open_case"
        yield "utter_agent_close_goodbye"
    yield "utter_agent_close_hand_back"


_MENU: Mapping[str, Callable[[Occasion], Iterator[str]]] = {
    INTRODUCE: _introduce,
    moves.ACKNOWLEDGE: _acknowledge,
    moves.VALIDATE: _validate,
    moves.APOLOGISE: _apologise,
    moves.PARAPHRASE: _paraphrase,
    moves.INFORM: _inform,
    moves.CLARIFY: _clarify,
    moves.OFFER_OPTIONS: _offer_options,
    moves.COMMIT: _commit,
    moves.SET_BOUNDARY: _set_boundary,
    moves.CHECK_FIXED: _check_fixed,
    moves.THANK: _thank,
    moves.RE_ENGAGE: _re_engage,
    moves.CLOSE: _close,
}

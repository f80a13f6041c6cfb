"""When the customer takes, refuses or proposes a remedy."""

from __future__ import annotations

from dataclasses import replace

from amends.deescalation import calls, moves, putting, topics
from amends.deescalation.decision import Decision, Fragment
from amends.deescalation.finishing import ended, then_go_on
from amends.deescalation.rulesets import Remedy
from amends.deescalation.situation import Situation
from amends.deescalation.state import ConversationState
from amends.deescalation.texts import words
from amends.deescalation.wishes import sounds_like_wish

SHORT_WISH = 6  # Words
_ASKED = (topics.OPTIONS, topics.WHICH_OPTION, topics.REMEDY, topics.OWN_REMEDY)


def accepts(situation: Situation) -> Decision | None:
    """One of the remedies is chosen: it is recorded, and only then spoken of as settled."""
    message, state = situation.message, situation.state
    open_choice = situation.pending_before in _ASKED
    if state.remedying.recorded or (not state.remedying.offered and not message.button):
        return None
    chosen = _chosen(situation)
    # A plain "my money back" takes what lies on the table, whatever was asked in between.
    plainly = message.wish is not None and message.length <= SHORT_WISH
    if chosen is not None and (message.intent == "accept_remedy" or open_choice or plainly):
        return record(situation, chosen, message.text)
    if open_choice and message.intent in ("affirm", "accept_remedy"):
        if situation.pending_before == topics.WHICH_OPTION or len(_on_the_table(situation)) < 2:
            first = next(iter(_on_the_table(situation)), None)
            return record(situation, first, message.text) if first else None
        return _which(situation)
    return None


# A choice in words counts only from a message that takes something; a story may name anything.
_TAKING = ("accept_remedy", "affirm", "propose_remedy", "ask_refund", "ask_compensation")


def settled_already(situation: Situation) -> Decision | None:
    """The choice comes a second time, typed and pressed: it stands, and nothing is recorded twice."""
    state = situation.state
    if not state.remedying.recorded or situation.message.intent not in ("accept_remedy", "propose_remedy"):
        return None
    names = ("utter_commit_already", "utter_inform_case_promised", "utter_inform_case_status")
    fragment = Fragment(moves.COMMIT, names, "says that the choice stands")
    return then_go_on(situation, state, "the remedy is on record", [fragment])


def _on_the_table(situation: Situation) -> tuple[Remedy, ...]:
    rejected = situation.state.remedying.rejected
    ids = [one for one in situation.state.remedying.offered if one not in rejected][-2:]
    return tuple(found for found in map(situation.remedies.by_id, ids) if found is not None)


def _chosen(situation: Situation) -> Remedy | None:
    message = situation.message
    by_id = situation.remedies.by_id(message.value) if message.value else None
    if by_id is not None or message.button:
        return by_id
    # "No, I'd rather have a new one" turns one remedy down and takes the other.
    if message.intent in ("deny", "reject_remedy", "something_else") and message.wish is None:
        return None
    if message.intent not in _TAKING and message.length > 4 and message.wish is None:
        return None
    said = set(words(message.text))
    fitting = [one for one in _on_the_table(situation) if said & {w for fit in one.fits for w in words(fit)}]
    return fitting[0] if len(fitting) == 1 and message.length <= 15 else None


def _which(situation: Situation) -> Decision:
    state = putting.opened(situation.state, topics.WHICH_OPTION)
    fragment = Fragment(moves.CLARIFY, ("utter_clarify_which_option",), "asks which of the two is meant")
    buttons = tuple(putting.accept_button(one) for one in _on_the_table(situation))
    put = putting.Put((fragment,), state, buttons)
    return ended(situation, state, "a remedy is taken, but which", [], put)


def record(situation: Situation, remedy: Remedy, details: str) -> Decision:
    """Calls the action that records the remedy; without a case the case comes first."""
    state = situation.state
    remedying = replace(
        state.remedying,
        accepted=remedy.id,
        paraphrase="waived" if state.remedying.paraphrase != "confirmed" else "confirmed",
    )
    state = replace(state, remedying=remedying, complaint_open=True)
    rule = "record the remedy"
    if state.case_reference is None:
        return Decision(
            rule, state, (), calls.log_complaint(situation, calls.to_log(state), "remedy_after_case")
        )
    return Decision(rule, state, (), calls.record_remedy(situation, state, remedy, details))


def proposes(situation: Situation) -> Decision | None:
    """The customer names an own solution: it is taken down word for word and decided by a person."""
    message, state = situation.message, situation.state
    if message.intent != "propose_remedy" or message.button or not state.complaint_open:
        return None
    if state.remedying.recorded:
        return None
    state = waived(state)
    proposal = situation.remedies.by_id(situation.remedies.proposal)
    if situation.pending_before in _ASKED and state.remedying.offered and proposal is not None:
        return record(situation.after(state), proposal, message.text)
    state = calls.to_log(replace(state, complaint_turns=state.complaint_turns + 1))
    return then_go_on(situation, state, "take the proposal", [], "wish")


def names_wish(situation: Situation) -> Decision | None:
    """The customer answers what would put it right, or asks for their money, credit or a cancellation."""
    message, state = situation.message, situation.state
    answers = state.now.answered in (topics.REMEDY, topics.OWN_REMEDY) and not message.button
    asks = message.intent in ("ask_refund", "ask_compensation", "ask_cancel")
    if not state.complaint_open or state.remedying.recorded or not (answers or asks):
        return None
    state = calls.to_log(replace(waived(state), complaint_turns=state.complaint_turns + 1))
    return then_go_on(situation, state, "hear what would put it right", [], "wish")


def refuses(situation: Situation) -> Decision | None:
    """None of the remedies will do: they are not offered again, and the customer says what would do."""
    message, state = situation.message, situation.state
    on_the_table = situation.pending_before in (topics.OPTIONS, topics.WHICH_OPTION)
    refused = message.intent == "reject_remedy" or (
        on_the_table and message.intent in ("deny", "something_else", "does_not_help", "ask_alternatives")
    )
    if not refused or not state.complaint_open or state.remedying.recorded:
        return None
    rejected = tuple(dict.fromkeys((*state.remedying.rejected, *state.remedying.offered)))
    state = replace(state, remedying=replace(state.remedying, rejected=rejected))
    if not message.button and sounds_like_wish(message.text):
        # A refusal that says what would do instead is a proposal.
        state = replace(state, facts=replace(state.facts, remedy_sought=message.text))
        return then_go_on(situation, calls.to_log(waived(state)), "a refusal that proposes", [], "wish")
    if message.substantive:
        state = calls.to_log(state)
    names = ("utter_validate_refusal",) if state.remedying.offered else ("utter_validate_short",)
    fragment = Fragment(moves.VALIDATE, names, "accepts the refusal without pushing", spare=True)
    return then_go_on(situation, state, "a remedy is refused", [fragment])


def waived(state: ConversationState) -> ConversationState:
    """Whoever names a remedy has waved the summary off."""
    if state.remedying.paraphrase == "confirmed":
        return state
    return replace(state, remedying=replace(state.remedying, paraphrase="waived"))

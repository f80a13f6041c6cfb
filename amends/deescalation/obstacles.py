"""Why a rule does not apply, in words: what stands in its way whenever it is there."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from amends.deescalation import escalation, moves, topics
from amends.deescalation.narrative import calls_out, question_in, says_resolved
from amends.deescalation.rules import asks
from amends.deescalation.situation import Situation

Check = Callable[[Situation], bool]
Obstacle = tuple[str, Check]

ELSE = "its own conditions were not met"

_NO_COMPLAINT: Obstacle = ("no complaint is open", lambda now: not now.state.complaint_open)
_COMPLAINT: Obstacle = ("a complaint is open already", lambda now: now.state.complaint_open)
_REQUESTED: Obstacle = ("a person has been asked for already", lambda now: now.state.handoff.requested)
_NOT_REQUESTED: Obstacle = (
    "no person has been asked for yet",
    lambda now: not now.state.handoff.requested,
)
_RECORDED: Obstacle = ("a remedy is on record already", lambda now: now.state.remedying.recorded)
_THIN: Obstacle = ("the message tells nothing beyond a short answer", lambda now: not now.message.substantive)


def _not_read_as(*intents: str) -> Obstacle:
    return "the message was read as something else", lambda now: now.message.intent not in intents


def _not_asked(topic: str, what: str) -> Obstacle:
    return f"{what} was not what the customer had been asked", lambda now: now.pending_before != topic


# Each obstacle is sufficient: where it stands, its rule cannot apply (a property test holds them to it).
OBSTACLES: Mapping[str, tuple[Obstacle, ...]] = {
    "person_at_once": (
        _REQUESTED,
        (
            "nobody asked for a person, and nothing in the message demands one",
            lambda now: escalation.at_once(now.message) is None,
        ),
    ),
    "at_stake": (
        ("nothing larger is at stake in the message", lambda now: now.message.stakes is None),
        _REQUESTED,
        (
            "what is at stake was named before",
            lambda now: f"stakes_{now.message.stakes}" in now.state.acknowledged,
        ),
    ),
    "set_boundary": (
        ("the message is not abusive", lambda now: not now.message.abusive),
        ("every step of the boundary was used", lambda now: now.state.boundary >= now.rules.boundary_steps),
    ),
    "contact_for_callback": (
        ("no person is awaited", lambda now: not now.state.handoff.owes_callback),
        ("a callback is promised already", lambda now: now.state.handoff.promised),
        ("no contact details are known", lambda now: not now.state.facts.contact),
    ),
    "declines_contact": (
        (
            "the customer did not refuse to leave contact details",
            lambda now: now.message.intent != "decline_contact",
        ),
    ),
    "what_the_agent_said": (
        ("no agent gave a word in this conversation", lambda now: not now.state.told_by_agent),
        ("a button was pressed", lambda now: bool(now.message.button)),
        ("the message asks nothing", lambda now: question_in(now.message.text) is None),
    ),
    "how_long": (
        (
            "nothing is awaited: no person asked for, nothing promised",
            lambda now: not now.state.handoff.requested and not now.state.promises,
        ),
        ("a button was pressed", lambda now: bool(now.message.button)),
        (
            "the message does not ask when",
            lambda now: now.message.intent != "ask_waiting_time" and question_in(now.message.text) != "when",
        ),
    ),
    "asks_again": (
        _NOT_REQUESTED,
        (
            "the message neither asks for a person nor calls out",
            lambda now: not (now.message.asks_person or calls_out(now.message.text)),
        ),
    ),
    "answers_check": (_not_asked(topics.FIXED, "whether anything is left"),),
    "answers_offer": (
        _not_asked(topics.PERSON, "whether a person should take over"),
        _not_read_as("affirm", "deny"),
    ),
    "answers_paraphrase": (
        (
            "no summary was waiting for an answer",
            lambda now: now.pending_before not in (topics.PARAPHRASE, topics.CORRECTION),
        ),
    ),
    "settled_already": (
        ("no remedy is on record yet", lambda now: not now.state.remedying.recorded),
        _not_read_as("accept_remedy", "propose_remedy"),
    ),
    "accepts": (
        _RECORDED,
        (
            "no remedy was offered yet",
            lambda now: not now.state.remedying.offered and not now.message.button,
        ),
    ),
    "refuses": (
        _NO_COMPLAINT,
        _RECORDED,
        _not_read_as("reject_remedy", "deny", "something_else", "does_not_help", "ask_alternatives"),
    ),
    "proposes": (_NO_COMPLAINT, _RECORDED, _not_read_as("propose_remedy")),
    "says_resolved": (
        _NO_COMPLAINT,
        (
            "the customer does not say that the trouble is over",
            lambda now: not says_resolved(now.message.text),
        ),
    ),
    "says_thanks": (
        _NO_COMPLAINT,
        _not_read_as("thank"),
        ("the thanks were not meant as such", lambda now: not now.message.friendly),
    ),
    "takes_leave": (_NO_COMPLAINT, _not_read_as("goodbye", "forget_it")),
    "mend_the_talk": (
        _NO_COMPLAINT,
        _not_read_as("already_told_you", "do_not_understand", "does_not_help", "do_not_believe"),
    ),
    "plain_question": (
        _not_read_as(*asks.ANSWERS),
        (
            "no complaint is open",
            lambda now: not now.state.complaint_open and now.message.intent != "ask_attachment",
        ),
    ),
    "overdue": (
        _REQUESTED,
        _NO_COMPLAINT,
        (
            "the talk has not stood still for long enough",
            lambda now: escalation.overdue(now.state, now.rules) is None,
        ),
    ),
    "names_wish": (_NO_COMPLAINT, _RECORDED),
    "open_complaint": (
        _COMPLAINT,
        ("the message reports nothing that went wrong", lambda now: not now.message.complaint),
    ),
    "direct_question": (
        _NO_COMPLAINT,
        ("a button was pressed", lambda now: bool(now.message.button)),
        ("the message asks nothing", lambda now: question_in(now.message.text) is None),
    ),
    "greets_again": (
        _NO_COMPLAINT,
        _not_read_as("greet", "chitchat"),
        ("the greeting was not meant as such", lambda now: not now.message.friendly),
    ),
    "loses_heart": (
        _NO_COMPLAINT,
        ("the customer does not sound as if giving up", lambda now: not now.message.disengaged),
        ("it was tried once already", lambda now: moves.RE_ENGAGE in now.state.moves),
    ),
    "new_failure": (
        _NO_COMPLAINT,
        _THIN,
        (
            "no failure was named that was not spoken of before",
            lambda now: not set(now.message.reasons) - {*now.state.acknowledged, "other", "broken_promise"},
        ),
    ),
    "more_of_the_story": (_NO_COMPLAINT,),
}


def obstacle(rule: str, situation: Situation) -> str:
    """What stood in the way of a rule that did not apply, as far as it can be told."""
    return next((words for words, there in OBSTACLES.get(rule, ()) if there(situation)), ELSE)

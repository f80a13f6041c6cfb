"""What one customer message does in the conversation."""

from __future__ import annotations

import re
from dataclasses import dataclass

from amends.deescalation import danger, stakes
from amends.deescalation.bands import CALM, IRRITATED, at_least
from amends.deescalation.evidence import borne_out, outstanding, plain_failure
from amends.deescalation.narrative import subject
from amends.deescalation.reading import Reading
from amends.deescalation.reasons import reported_by
from amends.deescalation.rulesets import PlaybookRules
from amends.deescalation.texts import words
from amends.deescalation.turn import TurnInput
from amends.deescalation.wishes import stated_wish

SMALL_TALK = frozenset({"greet", "goodbye", "thank", "ask_bot", "chitchat", "forget_it", "out_of_scope"})
SHORT_ANSWERS = frozenset(
    {
        "affirm",
        "deny",
        "accept_remedy",
        "reject_remedy",
        "no_order_number",
        "decline_contact",
        "request_agent",
        "give_contact",
        "something_else",
    }
)
# Intents that turn the talk elsewhere need to be read more surely than others.
_FLOORS = {
    "ask_refund": 0.5,
    "ask_compensation": 0.5,
    "ask_cancel": 0.45,
    "propose_remedy": 0.5,
    "reject_remedy": 0.45,
    "accept_remedy": 0.5,
    "out_of_scope": 0.6,
    "forget_it": 0.6,
    "goodbye": 0.6,
    "no_order_number": 0.5,
    "decline_contact": 0.5,
    "ask_attachment": 0.5,
    "already_told_you": 0.45,
    "ask_bot": 0.6,
    "ask_what_next": 0.5,
    "ask_waiting_time": 0.5,
    "ask_alternatives": 0.5,
    "ask_how_to": 0.5,
    "do_not_believe": 0.5,
    "ask_case_status": 0.5,
    "ask_order_status": 0.4,
    "does_not_help": 0.4,
    "do_not_understand": 0.45,
    "correct_assistant": 0.4,
}
WISHES = {
    "ask_refund": "a refund",
    "ask_compensation": "compensation",
    "ask_cancel": "a cancellation",
    "report_cannot_cancel": "a cancellation",
}
_DIGITS = re.compile(r"\+?[\d\s()/.-]{6,20}")


@dataclass(frozen=True)
class Message:
    """A reading seen from the playbook: acts, reasons and facts instead of numbers."""

    text: str
    intent: str
    value: str | None
    button: str | None
    reasons: tuple[str, ...]
    complaint: bool
    asks_person: bool
    abusive: bool
    legal: bool
    danger: bool
    self_harm: bool
    vulnerable: bool
    disengaged: bool
    band: str
    order_number: str | None
    contact: str | None
    wish: str | None
    new_contact: bool
    digits: str | None
    thing: str | None = None
    stakes: str | None = None
    only_pressed: bool = False

    @property
    def length(self) -> int:
        """Words in the message."""
        return len(words(self.text))

    @property
    def substantive(self) -> bool:
        """Whether the message tells something beyond a short answer or a pleasantry."""
        if self.button or self.length < 3:
            return False
        if self.intent in SHORT_ANSWERS:
            return self.length > 8
        return self.intent not in SMALL_TALK or self.band != CALM or self.length > 12

    @property
    def friendly(self) -> bool:
        """Whether small talk is meant as such; thanks from an angry customer are sarcasm."""
        return self.intent in SMALL_TALK and self.band == CALM and not self.abusive

    @property
    def needs_person(self) -> bool:
        """Whether a person has to come in within this turn."""
        return self.asks_person or self.danger or self.self_harm or self.vulnerable or self.legal


def view(turn: TurnInput, rules: PlaybookRules) -> Message:
    """Turns a reading (or a pressed button) into what it does."""
    reading = turn.reading
    button, _, value = (turn.button or "").partition(":")
    sure = bool(button) or reading.confidence >= rules.intent_floor
    intent = button or (reading.intent if sure else "")
    if not button and reading.confidence < _FLOORS.get(intent, 0.0):
        # Read as an answer or a wish by a hair's breadth: taken as more of the story instead.
        intent = ""
    if intent in ("ask_policy", "ask_how_to") and "?" not in turn.text:
        intent = ""
    order_number = reading.value("order_number")
    digits = turn.text.strip() if _DIGITS.fullmatch(turn.text.strip()) and not order_number else None
    given = reading.value("email") or reading.value("phone")
    contact = reading.value("email") or reading.value("phone") or turn.customer.contact
    return Message(
        text=turn.text.strip(),
        intent=intent,
        value=value or reading.value("value"),
        button=button or None,
        reasons=_reasons(reading, rules) if not button else (),
        complaint=not button and _complains(reading, intent, rules),
        # Who may be asking for a person is never kept from one by a doubtful reading.
        asks_person="request_agent" in (intent, reading.intent if not button else "")
        or reading.signal("wants_human") >= rules.wants_human_signal,
        abusive=reading.signal("abuse") >= rules.abuse_signal,
        legal=reading.signal("legal_threat") >= rules.legal_signal,
        danger=danger.in_danger(turn.text),
        self_harm=danger.speaks_of_self_harm(turn.text),
        vulnerable=reading.signal("vulnerable") >= rules.vulnerable_signal,
        disengaged=reading.signal("disengaged") >= rules.disengaged_signal,
        band=reading.band,
        order_number=order_number,
        contact=contact,
        wish=_wish(turn.text, intent, value),
        new_contact=bool(given),
        digits=digits,
        thing=None if button else subject(turn.text),
        stakes=None if button else stakes.at_stake(turn.text),
        only_pressed=turn.only_pressed,
    )


def _reasons(reading: Reading, rules: PlaybookRules) -> tuple[str, ...]:
    """The failures that may be named: read with confidence, or read and borne out by the words."""
    found = []
    reported = reported_by(reading.intent)
    if reported is not None:
        found.append(_named(reported.name, reading, rules))
    if reading.has_cue("broken_promise") and borne_out("broken_promise", reading.text):
        found.append("broken_promise")
    if "refund" in found and stated_wish(reading.text) == "a refund" and not outstanding(reading.text):
        # Whoever asks for their money back is not yet waiting for it.
        found = ["other"]
    plain = plain_failure(reading.text)
    if plain and not {plain, *_SIBLINGS.get(plain, ())} & set(found):
        found.insert(0, plain)
    specific = [name for name in found if name != "other"]
    return tuple(dict.fromkeys(specific or found))


# Failures that are easily read for one another; the words decide between them.
_SIBLINGS = {
    "delay": ("missing",),
    "missing": ("delay",),
    "damaged": ("defect",),
    "defect": ("outage", "damaged"),
}


def _named(name: str, reading: Reading, rules: PlaybookRules) -> str:
    if reading.confidence >= rules.claim_floor:
        for candidate in (name, *_SIBLINGS.get(name, ())):
            if borne_out(candidate, reading.text):
                return candidate
    return name if reading.confidence >= rules.claim_alone else "other"


def _complains(reading: Reading, intent: str, rules: PlaybookRules) -> bool:
    if reported_by(intent) or reading.signal("complaint") >= rules.complaint_signal:
        return True
    if intent in WISHES or intent in ("request_agent", "propose_remedy"):
        return True
    return at_least(reading.band, IRRITATED) and intent not in ("greet", "goodbye", "out_of_scope", "ask_bot")


def _wish(text: str, intent: str, value: str) -> str | None:
    if intent in WISHES:
        return WISHES[intent]
    if intent == "propose_remedy":
        return value or text.strip()
    return stated_wish(text)

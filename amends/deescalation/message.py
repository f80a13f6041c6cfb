"""What one customer message does in the conversation."""

from __future__ import annotations

import re
from dataclasses import dataclass

from amends.deescalation import danger
from amends.deescalation.bands import CALM, IRRITATED, at_least
from amends.deescalation.reading import Reading
from amends.deescalation.reasons import reported_by
from amends.deescalation.rulesets import PlaybookRules
from amends.deescalation.texts import words
from amends.deescalation.turn import TurnInput

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
WISHES = {"ask_refund": "a refund", "ask_compensation": "compensation", "ask_cancel": "a cancellation"}
_WISH = re.compile(
    r"\b(?:i (?:just )?(?:want|need|would like|demand|expect)|i'?d like|give me|refund|replace\w*|money back"
    r"|credit|compensat\w+|resend|send (?:me )?(?:a )?(?:new|another)|cancel\w*|fix it"
    r"|explain|explanation)\b",
    re.IGNORECASE,
)


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
    order_number = reading.value("order_number")
    contact = reading.value("email") or reading.value("phone") or turn.customer.contact
    return Message(
        text=turn.text.strip(),
        intent=intent,
        value=value or reading.value("value"),
        button=button or None,
        reasons=_reasons(reading, intent) if not button else (),
        complaint=not button and _complains(reading, intent, rules),
        asks_person=intent == "request_agent" or reading.signal("wants_human") >= rules.wants_human_signal,
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
    )


def _reasons(reading: Reading, intent: str) -> tuple[str, ...]:
    named = [reported_by(name) for name in (intent, *reading.intents[:3]) if name]
    found = [reason.name for reason in named if reason is not None]
    if reading.has_cue("broken_promise"):
        found.append("broken_promise")
    specific = [name for name in found if name != "other"]
    return tuple(dict.fromkeys(specific or found))


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
    return None


def sounds_like_wish(text: str) -> bool:
    """Whether an answer to "what would put it right" names something."""
    return bool(_WISH.search(text.replace("’", "'")))

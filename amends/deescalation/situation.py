"""Everything a rule may look at, and the facts that texts may be filled with."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from amends.deescalation.bands import band_of, worse
from amends.deescalation.message import Message
from amends.deescalation.narrative import cleaned, quotable_aloud
from amends.deescalation.reasons import named
from amends.deescalation.receipt import Receipt
from amends.deescalation.rulesets import Brand, PlaybookRules, Remedies
from amends.deescalation.state import ConversationState
from amends.deescalation.texts import sentences, words
from amends.deescalation.things import GENERAL
from amends.deescalation.turn import TurnInput
from amends.deescalation.wishes import wish_clause


@dataclass(frozen=True)
class Situation:
    """One moment of decision: the state after the message was taken in, and what came with the turn."""

    state: ConversationState
    turn: TurnInput
    message: Message
    rules: PlaybookRules
    remedies: Remedies
    brand: Brand
    receipt: Receipt | None = None
    pending_before: str | None = None

    @property
    def band(self) -> str:
        """The band to speak in: the conversation's or the message's, whichever is worse."""
        return worse(band_of(self.state.score / 1000), self.message.band)

    @property
    def hostile(self) -> bool:
        """Whether the short style applies."""
        return self.band == "hostile"

    @property
    def sentences_allowed(self) -> int:
        """Sentences in a hostile turn; a safety notice comes on top."""
        urgent = self.message.danger or self.message.self_harm
        return self.rules.hostile_sentences + int(urgent)

    def room_for_two(self, state: ConversationState) -> bool:
        """Whether two more sentences still fit into a hostile turn."""
        used = sum(len(sentences(text)) for text in state.now.texts)
        return self.sentences_allowed - used >= 2

    def after(self, state: ConversationState) -> Situation:
        """The same moment with another state."""
        return replace(self, state=state)


def facts_for(situation: Situation) -> dict[str, str]:
    """The facts known now, by the names that texts use; unknown ones are absent."""
    state, turn = situation.state, situation.turn
    known: dict[str, str | None] = {
        "problem": named(state.facts.reason, state.facts.thing, (state.facts.order or {}).get("item")),
        "thing": situation.message.thing,
        "points": points(state),
        "quote": state.facts.quote,
        "wish": state.facts.wish,
        "own_words": own_words(state.facts.remedy_sought),
        "order_number": state.facts.order_number,
        "reference": state.case_reference,
        "name": state.facts.name,
        "contact": state.facts.contact,
        "entries": str(state.entries) if state.entries > 1 else None,
        "wait": spoken_wait(state.handoff.wait_s if turn.duty.expected_wait_s is None else None)
        or spoken_wait(turn.duty.expected_wait_s),
        "person": situation.brand.person,
        **_order_facts(state.facts.order),
        **_promise_facts(state),
    }
    return {name: value for name, value in known.items() if value}


LONGEST_OWN_WORDS = 20


def own_words(wish: str | None) -> str | None:
    """A wish in the customer's words, if it is short and fit to be read back to them."""
    plain = wish_clause(cleaned(wish or "")).strip(" .,;:!…-")
    fits = 3 <= len(words(plain)) <= LONGEST_OWN_WORDS and quotable_aloud(plain)
    return plain if fits else None


def points(state: ConversationState) -> str | None:
    """The things that were spoken of, as a list in a sentence; None for fewer than two."""
    *others, last = [one for one in state.facts.things if one not in GENERAL] or [""]
    return f"{', '.join(others)} and {last}" if others else None


def spoken_wait(seconds: float | None) -> str | None:
    """A wait in words, rounded up to whole minutes; None when nothing is known."""
    if seconds is None:
        return None
    minutes = max(1, -(-int(seconds) // 60))
    return "about a minute" if minutes == 1 else f"about {minutes} minutes"


_ORDER_KEYS = ("item", "carrier", "tracking", "promised_for", "delivered_on", "ordered_on", "status")


def _order_facts(order: Mapping[str, Any] | None) -> dict[str, str | None]:
    if not order:
        return {}
    facts: dict[str, str | None] = {key: plain(order[key]) for key in _ORDER_KEYS if order.get(key)}
    if order.get("total") and order.get("currency"):
        facts["total"] = f"{order['total']} {order['currency']}"
    return facts


_ISO_DATE = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})(?:T[\d:.+Z-]*)?")
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def plain(value: Any) -> str:
    """A value as a customer reads it: dates in words, anything else as it stands."""
    return _ISO_DATE.sub(lambda m: f"{int(m[3])} {_MONTHS[int(m[2]) - 1]} {m[1]}", str(value))


def _promise_facts(state: ConversationState) -> dict[str, str | None]:
    if not state.promises:
        return {}
    promise = state.promises[-1]
    due = plain(promise.get("due_text") or "").removeprefix("by ").strip()
    # What follows a colon are details for the people who keep the promise.
    deed = promise.get("what", "").partition(":")[0].strip().rstrip(".")
    return {"promiser": promise.get("who") or "our team", "promise": deed or None, "due_text": due or None}

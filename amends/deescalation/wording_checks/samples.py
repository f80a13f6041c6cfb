"""A text as a customer would read it: its slots filled with values of the usual kind."""

from __future__ import annotations

import re

from amends.deescalation.wording import Variant

# As short or long as they commonly are; what is unknown here is filled with one plain word.
SAMPLES = {
    "problem": "the delay",
    "thing": "the parcel",
    "points": "the parcel and the refund",
    "quote": "it never came",
    "claim": "it never came",
    "new": "it never came",
    "wish": "your money back",
    "own_words": "a new one by Friday",
    "agent_said": "I check it today",
    "order_number": "A-1007",
    "reference": "C-2026-000123",
    "name": "Ada",
    "contact": "ada@example.org",
    "wait": "about five minutes",
    "person": "a person",
    "count": "12",
    "item": "desk lamp",
    "carrier": "Swift",
    "tracking": "SW99",
    "promised_for": "18 November",
    "delivered_on": "18 November",
    "ordered_on": "2 November",
    "status": "delayed",
    "total": "40 EUR",
    "promiser": "our team",
    "promise": "send the new one",
    "due_text": "Friday 20 November, 17:00 UTC",
    "remedy": "a new one",
    "option_1": "a new one",
    "why_1": "you get what you paid for",
    "option_2": "your money back",
    "why_2": "you can buy it elsewhere",
    "entries": "2",
    "agent": "Ada",
}
_SLOT = re.compile(r"\{(\w+)\}")


def filled(text: str) -> str:
    """The text with a sample in each slot."""
    return Variant(text).filled({name: SAMPLES.get(name, "this") for name in _SLOT.findall(text)})

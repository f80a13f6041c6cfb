"""What an agent's message did, as far as its words tell: an apology, a fact, a summary, an offer.

Much plainer than the acts of `amends.understanding`, because the ledger must come out the same in the console
(where the assistant may be away) and in the assistant's next turn.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from amends.deescalation.situation import plain
from amends.deescalation.texts import sentences, words

_SORRY = re.compile(r"\b(?:sorry|apologi[sz]e)\b", re.IGNORECASE)
# Apologies that move the fault to the customer's feelings, or that are only asking to hear it again.
_NO_APOLOGY = re.compile(
    r"\bsorry,? (?:if|that you feel|you feel|but)\b|\bany inconvenience\b|\bsorry\?", re.IGNORECASE
)
_SUMS_UP = re.compile(
    r"\b(?:is (?:that|this|it) (?:right|correct|it|so|the (?:heart|point|main|core))"
    r"|(?:have|do) i (?:got|have|understood|understand)|did i (?:get|understand)|the heart of it"
    r"|is what (?:this|has|happened))\b|\b(?:right|correct|yes|so)\?",
    re.IGNORECASE,
)
_OFFERS = re.compile(
    r"\b(?:(?:i|we) (?:can|could) (?:\w+ )?(?:offer|send|refund|replace|give|arrange|credit|trace|check|book)"
    r"|would (?:you (?:like|prefer|rather|accept)|that)|which (?:one|of|should|is|do)|what do you prefer"
    r"|shall (?:i|we)|how about|what about|does that|you can (?:have|choose))\b",
    re.IGNORECASE,
)
SPECIFIC_WORDS = 5
_TELLING = ("tracking", "carrier", "promised_for", "delivered_on", "ordered_on", "total")


def apologises(text: str) -> bool:
    """Whether it says sorry for something it names: a bare "sorry" or "sorry if you feel" does not."""
    return any(
        _SORRY.search(sentence)
        and not _NO_APOLOGY.search(sentence)
        and len(words(sentence)) >= SPECIFIC_WORDS
        for sentence in sentences(text)
    )


def sums_up(text: str) -> bool:
    """Whether it asks if something was understood rightly."""
    return "?" in text and bool(_SUMS_UP.search(text))


def offers(text: str) -> bool:
    """Whether it offers something and asks for an answer."""
    return "?" in text and bool(_OFFERS.search(text))


def states_fact(text: str, order: Mapping[str, Any] | None) -> bool:
    """Whether it states something that stands in the shop's record of the order."""
    known = [plain(order[key]) for key in _TELLING if order and order.get(key) is not None]
    lowered = text.lower()
    return any(len(value) > 2 and value.lower() in lowered for value in known)

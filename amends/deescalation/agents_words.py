"""What an agent said that the customer may come back to: the sentences that give a word, and finding one."""

from __future__ import annotations

import re
from collections.abc import Iterable

from amends.deescalation.held_message import HeldMessage
from amends.deescalation.texts import sentences, words

KEPT = 6
LONGEST = 200
_GIVES_WORD = re.compile(
    r"\b(?:(?:i|we)(?:'ll| will| am going to| are going to|'ve| have| can)|you(?:'ll| will| get| can expect)"
    r"|will be|agreed|by (?:the|end|next|mon|tues|wednes|thurs|fri|satur|sun|tomorrow|tonight|noon|\d)"
    r"|(?:today|tomorrow|tonight|within|until)\b)",
    re.IGNORECASE,
)
_ABOUT_THE_TALK = re.compile(
    r"\b(?:agree[ds]?|agreement|promised?|told me|tell me|said|say|offered|arranged?|your colleague"
    r"|the (?:agent|person|guy|lady|man|woman|human))\b",
    re.IGNORECASE,
)
# Words that two sentences share without speaking of the same thing.
_COMMON = frozenset(
    words(
        "about again back does from going have here just know like much need please really should still tell"
        " that them then there they this want were what when where which will with would your"
    )
)


def kept(earlier: Iterable[str], held: Iterable[HeldMessage]) -> tuple[str, ...]:
    """The sentences worth keeping, the latest last: short ones in which the agent gives a word or a time."""
    fresh = [
        sentence
        for message in held
        if message.by_agent
        for sentence in sentences(message.text)
        if len(sentence) <= LONGEST and not sentence.endswith("?")
        if _GIVES_WORD.search(sentence.replace("’", "'"))
    ]
    return tuple(dict.fromkeys((*earlier, *fresh)))[-KEPT:]


def fitting(said: Iterable[str], question: str) -> str | None:
    """The agent's sentence that a question is about, the latest of equals; None when none fits.

    A question about the talk itself, such as what was agreed, fits the last one.
    """
    known = list(said)
    asked = _telling(question)
    if not known:
        return None
    best = max(reversed(known), key=lambda sentence: len(asked & _telling(sentence)))
    if asked & _telling(best):
        return best
    return known[-1] if _ABOUT_THE_TALK.search(question) else None


def _telling(text: str) -> set[str]:
    return {word for word in words(text) if (len(word) > 3 or word.isdigit()) and word not in _COMMON}

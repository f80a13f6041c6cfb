"""The words an agent gives in a message of their own making: found in the text, and kept like any other."""

import re
from collections.abc import Sequence
from datetime import datetime

from amends.casework.clocks import BusinessHours
from amends.casework.found_promise import WE, FoundPromise
from amends.casework.promise import Word
from amends.casework.promise_finding import find_promises

MOST_LETTERS = 200
_OWN = re.compile(r"(?:I|we)\b", re.IGNORECASE)
# Said by somebody else these would mean somebody else.
_FIRST_PERSON = re.compile(r"\b(?:I|me|my|mine|we|us|our|myself|ourselves)\b", re.IGNORECASE)
_GERUND = re.compile(r"(?:be\s+)?\w+ing\b")


def words_typed(
    text: str, agent_name: str, now: datetime, known: Sequence[Word] = (), hours: BusinessHours | None = None
) -> list[Word]:
    """The promises of a message that have a time and no condition, but for those that are `known` already.

    A promise without a time is none that a clock can watch; one with a condition is not yet owed.
    """
    taken = {word.due_at for word in known}
    return [
        _word(text, one, agent_name, one.due.latest)
        for one in find_promises(text, now, hours or BusinessHours())
        if one.due is not None and not one.conditional and one.due.latest not in taken
    ]


def _word(text: str, found: FoundPromise, agent_name: str, due_at: datetime) -> Word:
    """A word that reads well as "who will what"; what does not is given in the agent's own words."""
    plain = not _FIRST_PERSON.search(found.what) and not _GERUND.match(found.what)
    what = " ".join(found.what.split())
    if plain and found.who != WE and not found.who.lower().startswith("my ") and len(found.who) <= 60:
        return Word(found.who, what[:MOST_LETTERS], due_at)
    if plain and _OWN.match(found.span.of(text)):
        return Word(agent_name, what[:MOST_LETTERS], due_at)
    said = " ".join(found.span.of(text).split())[: MOST_LETTERS - 20]
    return Word(agent_name, f"do as said: “{said}”", due_at)

"""The word that a ready text gives: it shows its due time, and goes on record when it is said unchanged.

Nothing but the sentence itself carries the promise, so a draft that was reloaded or typed by hand counts too.
"""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from amends.casework.clocks import BusinessHours, due_after_days, due_text
from amends.casework.promise import Word
from amends.casework.remedy import remedy_word
from amends.deescalation.putting import available
from amends.deescalation.texts import words
from amends.deescalation.wording import Catalogue
from amends.rulebook import Rulebook, RulebookError, house_catalogue, house_rulebook
from amends.web.console.canned_occasion import Occasion

log = logging.getLogger(__name__)

COMMIT_RESPONSE = "utter_agent_commit_promise"
CALLBACK = "callback"
MOST_OFFERED = 3
# A draft may lie for a while before it is sent: every earlier working day is a due time that was offered.
LONGEST_DAYS = 10


@dataclass(frozen=True)
class Given:
    """A word that could be given now, and its due time as a customer reads it."""

    word: Word
    due_text: str

    @property
    def facts(self) -> dict[str, str]:
        """What the text is filled with."""
        return {"promise": self.word.what, "due_text": self.due_text}


def words_to_give(occasion: Occasion, now: datetime, hours: BusinessHours) -> list[Given]:
    """The words that would help here, the accepted or wished remedy first; none that was given already."""
    state = occasion.state
    accepted = (state.remedying.accepted,) if state.remedying.accepted else ()
    fitting = [one.id for one in available(occasion.situation, state)]
    reachable = (CALLBACK,) if state.facts.contact else ()
    ids = [one for one in dict.fromkeys((*accepted, *fitting)) if one not in state.remedying.rejected]
    given = []
    for remedy in (*ids[:MOST_OFFERED], *reachable):
        plain = remedy_word(remedy, now, hours)
        given.append(_given(Word(occasion.facts["agent"], plain.what, plain.due_at), now, hours))
    return [one for one in given if one.word.what not in occasion.deeds_promised]


def words_given(
    text: str,
    agent_name: str,
    now: datetime,
    hours: BusinessHours | None = None,
    catalogue: Callable[[], Catalogue] = house_catalogue,
    book: Callable[[], Rulebook] = house_rulebook,
) -> list[Word]:
    """The words that an agent's message gives, to be put on record with it.

    A word counts when the whole sentence stands in the message: the deed is one of the house's, and the due
    time one that its clocks give for it.
    """
    if not {"i", "will", "by"} <= set(words(text)):
        return []
    try:
        rules, variants = book(), catalogue().variants(COMMIT_RESPONSE)
    except RulebookError as error:
        # A broken file must not keep an agent from answering; whoever runs the house learns of it here.
        log.error("promises of agents cannot be put on record: %s", error)
        return []
    said = f" {' '.join(words(text))} "
    found: dict[str, Word] = {}
    for given in _possible(rules, agent_name, now, hours or BusinessHours()):
        sentences = (one.filled(given.facts) for one in variants)
        if any(f" {' '.join(words(sentence))} " in said for sentence in sentences):
            found.setdefault(given.word.what, given.word)
    return list(found.values())


def _possible(book: Rulebook, agent_name: str, now: datetime, hours: BusinessHours) -> Iterator[Given]:
    days = dict.fromkeys(due_after_days(now, count, hours) for count in range(LONGEST_DAYS + 1))
    for remedy in (*(one.id for one in book.remedies.remedies), CALLBACK):
        latest = remedy_word(remedy, now, hours)
        for due_at in days:
            if due_at <= latest.due_at:
                yield _given(Word(agent_name, latest.what, due_at), now, hours)


def _given(word: Word, now: datetime, hours: BusinessHours) -> Given:
    return Given(word, due_text(word.due_at, now, hours).removeprefix("by "))

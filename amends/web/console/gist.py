"""The briefing in four lines: what happened, what they want, their mood, and the word that was given."""

from dataclasses import dataclass
from datetime import datetime

from amends.casework.promise import is_overdue
from amends.deescalation.state import ConversationState
from amends.records.dossiers import Dossier
from amends.web.console.live import LiveLedger
from amends.web.plain_words import points, sentence, words

LONGEST = 220


@dataclass(frozen=True)
class Told:
    """A line of the gist with who says so; both empty where nothing is known."""

    text: str
    by: str


@dataclass(frozen=True)
class Word:
    """A promise as an agent must see it."""

    who: str
    what: str
    due_at: datetime
    status: str
    overdue: bool

    @property
    def pending(self) -> bool:
        """Whether it still has to be kept."""
        return self.status == "open"


def happened(dossier: Dossier, memory: ConversationState) -> Told:
    """What happened in one or two lines; never a word that nobody said or confirmed."""
    case = dossier.cases[-1] if dossier.cases else None
    if case is not None and case.confirmed_paraphrase:
        return Told(shortened(case.confirmed_paraphrase), "confirmed by the customer")
    if memory.facts.quote:
        return Told(shortened(memory.facts.quote), "the customer's words")
    handoff = dossier.open_handoff or (dossier.handoffs[-1].handoff if dossier.handoffs else None)
    if handoff is not None and handoff.summary:
        return Told(shortened(handoff.summary), "the assistant's summary")
    if case is not None:
        return Told(shortened(case.narrative), "the customer's words")
    told = max(dossier.said[:5], key=lambda quote: len(quote.text), default=None)
    return Told(shortened(told.text), "the customer's words") if told else Told("", "")


def wanted(dossier: Dossier, memory: ConversationState) -> Told:
    """What the customer wants, and whether they have said yes to anything yet."""
    case = dossier.cases[-1] if dossier.cases else None
    wish = (case.remedy_sought if case else None) or memory.facts.remedy_sought or memory.facts.wish
    accepted = memory.remedying.accepted
    return Told(
        shortened(sentence(wish)) if wish else "", f"agreed to: {words(accepted)}" if accepted else ""
    )


def mood(live: LiveLedger | None) -> Told:
    """The band in words, where it is going, and what made it worse most of all lately."""
    if live is None:
        return Told("", "")
    worse = [entry for entry in live.contributions if entry.amount > 0]
    most = max(worse, key=lambda entry: entry.amount, default=None)
    text = f"{sentence(live.band)}, {points(live.score)} of 100, {live.direction}"
    return Told(text, f"most of all: {words(most.reason)} ({most.source})" if most else "")


def words_given(dossier: Dossier, now: datetime) -> tuple[Word, ...]:
    """All promises: what is overdue or still to be kept first, by due time."""
    given = [
        Word(
            promise.who,
            promise.what,
            promise.due_at,
            promise.status,
            is_overdue(promise.status, promise.due_at, now),
        )
        for promise in dossier.promises
    ]
    return tuple(sorted(given, key=lambda word: (not word.pending, word.due_at)))


def shortened(text: str, most: int = LONGEST) -> str:
    """A text on one line, cut at a word with an ellipsis where it is longer than `most` characters."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    return line[:most].rsplit(" ", 1)[0].rstrip(",.;:") + "…"

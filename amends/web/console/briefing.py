"""What an agent must know before the first word, so that the customer never says it twice."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from amends.records.dossiers import Dossier, PastHandoff, Quote
from amends.web.console.facts import Fact, facts_of, remembered
from amends.web.console.gist import Told, Word, happened, mood, wanted, words_given
from amends.web.console.live import LiveLedger, live_ledger
from amends.web.plain_words import words

# What the customer said first and last tells most; the transcript has the rest.
FIRST_QUOTES, LAST_QUOTES = 3, 2
TELLING_LETTERS = 12


@dataclass(frozen=True)
class Briefing:
    """The side panel; empty parts are empty, never invented."""

    happened: Told
    wanted: Told
    mood: Told
    reason: str | None
    requested_at: datetime | None
    case: Any | None
    quotes: tuple[Quote, ...]
    more_quotes: int
    offered: tuple[str, ...]
    rejected: tuple[str, ...]
    accepted: str
    facts: tuple[Fact, ...]
    live: LiveLedger | None
    tried: tuple[tuple[str, int], ...]
    promises: tuple[Word, ...]
    earlier: tuple[Any, ...]
    before: tuple[PastHandoff, ...]
    notes: tuple[Any, ...]

    @property
    def facts_by_source(self) -> dict[str, list[Fact]]:
        """The facts under who said so, in the order in which the sources first appear."""
        grouped: dict[str, list[Fact]] = {}
        for fact in self.facts:
            grouped.setdefault(fact.source, []).append(fact)
        return grouped

    @property
    def next_promise(self) -> Word | None:
        """The open promise that is due first, overdue ones before all."""
        return next((word for word in self.promises if word.pending), None)

    @property
    def open_promises(self) -> tuple[Word, ...]:
        """What still has to be kept."""
        return tuple(word for word in self.promises if word.pending)


def briefing_of(dossier: Dossier, now: datetime) -> Briefing:
    """Put together what the records hold about a conversation."""
    last = dossier.open_handoff or (dossier.handoffs[-1].handoff if dossier.handoffs else None)
    memory = remembered(dossier)
    live = live_ledger(dossier.record, dossier.scores, dossier.held)
    quotes = _telling(dossier, memory.facts.narrative)
    return Briefing(
        happened=happened(dossier, memory),
        wanted=wanted(dossier, memory),
        mood=mood(live),
        reason=last.reason if last else None,
        requested_at=last.requested_at if last else None,
        case=dossier.cases[-1] if dossier.cases else None,
        quotes=_ends(quotes),
        more_quotes=len(quotes) - len(_ends(quotes)),
        offered=tuple(words(remedy) for remedy in memory.remedying.offered),
        rejected=tuple(words(remedy) for remedy in memory.remedying.rejected),
        accepted=words(memory.remedying.accepted),
        facts=tuple(facts_of(dossier, memory.facts)),
        live=live,
        tried=tuple((words(move), times) for move, times in dossier.moves),
        promises=words_given(dossier, now),
        earlier=dossier.earlier,
        before=tuple(past for past in dossier.handoffs if past.handoff.ended_at is not None),
        notes=dossier.notes,
    )


def _telling(dossier: Dossier, narrative: tuple[str, ...]) -> list[Quote]:
    """Messages that the assistant kept as the customer's account; without one, whatever is long enough.

    What was said since an agent accepted is the talk itself, and no briefing for it.
    """
    accepted = [past.handoff.accepted_at for past in dossier.handoffs if past.handoff.ended_at is None]
    said = [quote for quote in dossier.said if not any(at and quote.at > at for at in accepted)]
    told = " ".join(" ".join(part.split()) for part in narrative).casefold()
    kept = [quote for quote in said if told and _flat(quote.text) and _flat(quote.text) in told]
    return kept or [quote for quote in said if len(quote.text) >= TELLING_LETTERS]


def _flat(text: str) -> str:
    return " ".join(text.split()).casefold()


def _ends(quotes: list[Quote]) -> tuple[Quote, ...]:
    if len(quotes) <= FIRST_QUOTES + LAST_QUOTES:
        return tuple(quotes)
    return (*quotes[:FIRST_QUOTES], *quotes[-LAST_QUOTES:])

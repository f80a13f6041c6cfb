"""What an agent must know before the first word, so that the customer never says it twice."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from amends.records.transcripts import Transcript
from amends.web.console.facts import Fact, facts_of, remembered
from amends.web.plain_words import words


@dataclass(frozen=True)
class Briefing:
    """The side panel; empty parts are empty, never invented."""

    reason: str | None
    summary: str
    requested_at: datetime | None
    case: Any | None
    wanted: str | None
    offered: tuple[str, ...]
    rejected: tuple[str, ...]
    facts: tuple[Fact, ...]
    ledger: dict[str, Any] | None
    scores: tuple[float, ...]
    tried: tuple[tuple[str, int], ...]
    promises: tuple[Any, ...]

    @property
    def facts_by_source(self) -> dict[str, list[Fact]]:
        """The facts under who said so, in the order in which the sources first appear."""
        grouped: dict[str, list[Fact]] = {}
        for fact in self.facts:
            grouped.setdefault(fact.source, []).append(fact)
        return grouped


def briefing_of(transcript: Transcript) -> Briefing:
    """Put together what the records hold about a conversation."""
    handoff = transcript.open_handoff or (transcript.handoffs[-1] if transcript.handoffs else None)
    case = transcript.cases[-1] if transcript.cases else None
    memory = remembered(transcript)
    ledgers = [ledger for turn in transcript.turns if (ledger := turn.record.get("ledger"))]
    return Briefing(
        reason=handoff.reason if handoff else None,
        summary=_summary(handoff, case),
        requested_at=handoff.requested_at if handoff else None,
        case=case,
        wanted=(case.remedy_sought if case else None) or memory.facts.wish,
        offered=tuple(words(remedy) for remedy in memory.remedying.offered),
        rejected=tuple(words(remedy) for remedy in memory.remedying.rejected),
        facts=tuple(facts_of(transcript, memory.facts)),
        ledger=ledgers[-1] if ledgers else None,
        scores=tuple(float(ledger["score"]) for ledger in ledgers),
        tried=_moves_tried(transcript),
        promises=tuple(transcript.promises),
    )


def _summary(handoff: Any | None, case: Any | None) -> str:
    if handoff is not None and handoff.summary:
        return str(handoff.summary)
    if case is None:
        return ""
    return str(case.confirmed_paraphrase or case.narrative)


def _moves_tried(transcript: Transcript) -> tuple[tuple[str, int], ...]:
    counted = Counter(
        move["move"]
        for turn in transcript.turns
        for move in turn.record.get("moves") or ()
        if move.get("move")
    )
    return tuple((words(move), times) for move, times in counted.most_common())

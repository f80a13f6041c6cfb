"""The queue as a page shows it: who waits, who is with the reader, who is with colleagues."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from amends.records.queue import QueueEntry
from amends.web.plain_words import customer_name

# These cannot wait behind anybody (invariant 11 of the playbook sends them to a person at once).
URGENT_REASONS = frozenset({"danger", "vulnerable_customer", "legal_threat", "severity_high"})
URGENT_SEVERITIES = frozenset({"critical", "high"})
# One point of frustration weighs as much as this many seconds of waiting, so the calm are not forgotten.
SECONDS_PER_POINT = 6.0


@dataclass(frozen=True)
class Card:
    """A queue entry with what only the page knows: how long it waits, and what to show of it."""

    entry: QueueEntry
    waited_s: float

    @property
    def urgent(self) -> bool:
        """Whether this customer comes before all others."""
        return self.entry.reason in URGENT_REASONS or self.entry.severity in URGENT_SEVERITIES

    @property
    def name(self) -> str:
        """What the customer is called on the page."""
        return customer_name(self.entry.customer_name, self.entry.conversation_id)

    @property
    def said(self) -> str:
        """What the customer says happened."""
        return self.entry.narrative or self.entry.summary or self.entry.last_words or ""

    @property
    def need(self) -> tuple[bool, float]:
        """Orders the queue, the greatest need highest."""
        return self.urgent, self.waited_s + SECONDS_PER_POINT * 100 * (self.entry.score or 0.0)


def queue_context(
    entries: list[QueueEntry], reader_id: int, now: datetime, current: str | None
) -> Mapping[str, Any]:
    """What `_queue.html` needs; `current` is the conversation that is open on the page."""
    cards = [Card(entry, max(0.0, (now - entry.requested_at).total_seconds())) for entry in entries]
    waiting = [card for card in cards if card.entry.status in ("requested", "offered")]
    held = [card for card in cards if card.entry.status in ("accepted", "active")]
    return {
        "entries": cards,
        "current": current,
        "waiting": sorted(waiting, key=lambda card: card.need, reverse=True),
        "mine": [card for card in held if card.entry.agent_id == reader_id],
        "colleagues": [card for card in held if card.entry.agent_id != reader_id],
    }

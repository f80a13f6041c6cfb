"""The queue as a page shows it: offers, who is with the reader, who waits, callbacks, colleagues."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from amends.casework.priority import PRIORITIES
from amends.records.callbacks import CallbackDue
from amends.records.queue import QueueEntry
from amends.records.staffing import AtWork
from amends.web.plain_words import customer_name

# So many waiting customers are shown whole; the rest take a line each, so that two hundred stay readable.
SHOWN_WHOLE = 12
TOP_REASONS = 2


@dataclass(frozen=True)
class Card:
    """A queue entry with what only the page knows: how long it waits, and what to show of it."""

    entry: QueueEntry
    waited_s: float
    offered_to_reader: bool

    @property
    def name(self) -> str:
        """What the customer is called on the page."""
        return customer_name(self.entry.customer_name, self.entry.conversation_id)

    @property
    def said(self) -> str:
        """What the customer says happened."""
        return self.entry.narrative or self.entry.last_words or self.entry.summary or ""

    @property
    def top_reasons(self) -> tuple[str, ...]:
        """What makes it urgent more than anything else, in words."""
        ordered = sorted(self.entry.urgency.reasons, key=lambda reason: -reason.points)
        return tuple(reason.text for reason in ordered[:TOP_REASONS])


@dataclass(frozen=True)
class Callback:
    """A customer to get in touch with; `overdue` says that the promised time has passed."""

    due: CallbackDue
    overdue: bool

    @property
    def name(self) -> str:
        """What the customer is called on the page."""
        return customer_name(self.due.customer_name, self.due.conversation_id)


def queue_context(
    entries: Sequence[QueueEntry],
    callbacks: Sequence[CallbackDue],
    at_work: Sequence[AtWork],
    reader_id: int,
    now: datetime,
    current: str | None,
) -> Mapping[str, Any]:
    """What `_queue.html` needs; `current` is the conversation that is open on the page."""
    cards = [_card(entry, reader_id, now) for entry in entries]
    offers = [card for card in cards if card.offered_to_reader]
    waiting = [
        card for card in cards if card.entry.status in ("requested", "offered") and not card.offered_to_reader
    ]
    held = [card for card in cards if card.entry.status in ("accepted", "active")]
    levels = Counter(card.entry.urgency.level for card in (*offers, *waiting))
    return {
        "current": current,
        "offers": offers,
        "waiting": waiting,
        "waiting_whole": waiting[:SHOWN_WHOLE],
        "waiting_brief": waiting[SHOWN_WHOLE:],
        "waiting_count": len(offers) + len(waiting),
        "levels": [(level, levels[level]) for level in reversed(PRIORITIES) if levels[level]],
        "mine": [card for card in held if card.entry.agent_id == reader_id],
        "colleagues": [card for card in held if card.entry.agent_id != reader_id],
        "callbacks": [Callback(due, due.due_at is not None and due.due_at < now) for due in callbacks],
        "reader": next(each for each in at_work if each.agent_id == reader_id),
        "at_work": [each for each in at_work if each.on_duty],
    }


def _card(entry: QueueEntry, reader_id: int, now: datetime) -> Card:
    waited_s = max(0.0, (now - entry.requested_at).total_seconds())
    return Card(entry, waited_s, entry.status == "offered" and entry.offered_to == reader_id)

"""What was said while an agent held the conversation, as it comes back with the next turn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from amends.deescalation.reading import Reading

CUSTOMER, AGENT = "customer", "agent"


@dataclass(frozen=True)
class HeldMessage:
    """One message; `reading` is the customer's in its JSON form, `at` the time it was said (ISO 8601)."""

    author: str
    text: str
    reading: Mapping[str, Any] | None = None
    at: str | None = None

    @classmethod
    def from_dict(cls, data: Mapping[str, Any] | str) -> HeldMessage:
        """Reads an entry of the turn contract's `said_while_agent_held`; a bare text is the customer's."""
        if isinstance(data, str):
            return cls(CUSTOMER, data)
        author = AGENT if data.get("author") == AGENT else CUSTOMER
        return cls(author, str(data.get("text") or ""), data.get("reading") or None, data.get("at") or None)

    @property
    def by_agent(self) -> bool:
        """Whether the agent said it."""
        return self.author == AGENT

    def read(self) -> Reading | None:
        """What was read in it; None for an agent's message and for one that was not read (yet)."""
        return Reading.from_dict(self.reading, self.text) if self.reading and not self.by_agent else None

    def seconds_after(self, other: HeldMessage) -> float:
        """How long after another message it was said; 0 when one of the times is not known."""
        return _seconds(_moment(other.at), _moment(self.at))

    def seconds_before(self, now: datetime) -> float:
        """How long ago it was said; 0 when its time is not known."""
        return _seconds(_moment(self.at), now)


def _seconds(start: datetime | None, end: datetime | None) -> float:
    if start is None or end is None or (start.tzinfo is None) != (end.tzinfo is None):
        return 0.0
    return max(0.0, (end - start).total_seconds())


def _moment(at: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(at) if at else None
    except ValueError:
        return None

"""The frustration ledger: a score whose every change is an entry with a source.

Amounts are whole thousandths, so that the entries add up exactly to the change.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from amends.deescalation.bands import band_of

OURS, THEIRS, EVENT = "ours", "theirs", "event"
FULL = 1000


@dataclass(frozen=True)
class Contribution:
    """One reason why the score moved, in thousandths."""

    source: str
    reason: str
    amount: int

    @property
    def value(self) -> float:
        """The amount on the scale of the score."""
        return self.amount / FULL

    def to_dict(self) -> dict[str, Any]:
        """JSON form as in the turn contract."""
        return {"source": self.source, "reason": self.reason, "value": self.value}


@dataclass(frozen=True)
class Ledger:
    """The score after a turn, the score before it and the entries between them."""

    amount: int = 0
    previous_amount: int = 0
    contributions: tuple[Contribution, ...] = ()

    @property
    def score(self) -> float:
        """The conversation's frustration between 0 and 1."""
        return self.amount / FULL

    @property
    def band(self) -> str:
        """The band of the score."""
        return band_of(self.score)

    def to_dict(self) -> dict[str, Any]:
        """JSON form as in the turn contract."""
        return {
            "score": self.score,
            "band": self.band,
            "previous": self.previous_amount / FULL,
            "contributions": [entry.to_dict() for entry in self.contributions],
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Ledger:
        """Reads back what `to_dict` wrote."""
        entries = tuple(
            Contribution(entry["source"], entry["reason"], thousandths(entry["value"]))
            for entry in data.get("contributions", ())
        )
        return cls(thousandths(data["score"]), thousandths(data.get("previous", 0.0)), entries)


def thousandths(value: float) -> int:
    """A score or weight as whole thousandths."""
    return round(value * FULL)


def decayed(previous: int, decay: float) -> int:
    """What is left of the previous score when a new turn begins."""
    return round(previous * decay)


def settle(
    previous: int, decay: float, entries: Iterable[Contribution], since: str = "decay since the last turn"
) -> Ledger:
    """Adds decay (named by `since`), the entries (relief is negative) and clamping to the previous score."""
    start = decayed(previous, decay)
    listed = [Contribution(EVENT, since, start - previous), *entries]
    raw = previous + sum(entry.amount for entry in listed)
    amount = min(FULL, max(0, raw))
    listed.append(Contribution(EVENT, "kept between 0 and 1", amount - raw))
    return Ledger(amount, previous, tuple(entry for entry in listed if entry.amount))


def relieve(ledger: Ledger, reason: str, value: float) -> Ledger:
    """Takes relief for something that we did well within the same turn off the score."""
    amount = -min(ledger.amount, thousandths(value))
    if not amount:
        return ledger
    entry = Contribution(OURS, reason, amount)
    return Ledger(ledger.amount + amount, ledger.previous_amount, (*ledger.contributions, entry))

"""What is found when promises are looked for in text: who will do what by when, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

WE = "we"


class Span(NamedTuple):
    """Characters of a text, from `start` up to and not with `end`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words that stand there."""
        return text[self.start : self.end]


@dataclass(frozen=True)
class Due:
    """When something is due: no later than `latest`, and no sooner than `earliest` where that was said.

    Both are aware times. `exact` says whether an hour was named; otherwise the day counts, and `latest` is
    when people stop working on it. `relative` times count from now ("within two days").
    """

    latest: datetime
    earliest: datetime | None
    exact: bool
    relative: bool
    span: Span


@dataclass(frozen=True)
class FoundPromise:
    """One promise in a text: `who` is WE, or a team or person as it was named.

    `due` is None when no time was said, or one that counts from something that has yet to happen.
    """

    who: str
    what: str
    due: Due | None
    conditional: bool
    confidence: float
    span: Span
    what_span: Span
    due_span: Span | None

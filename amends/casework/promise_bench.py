"""Measures how well promises are found: labelled sentences against what is found in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from amends.casework.clocks import BusinessHours
from amends.casework.found_promise import FoundPromise, Span
from amends.casework.promise_finding import find_promises


@dataclass(frozen=True)
class Labelled:
    """A promise as a person read it; `due` is a moment, a day, or None."""

    what: str
    who: str
    due: datetime | date | None
    conditional: bool


@dataclass(frozen=True)
class LabelledText:
    """A text with the promises in it, when it was said (aware), and whose clock counts."""

    text: str
    said_at: datetime
    hours: BusinessHours
    promises: tuple[Labelled, ...]
    held_out: bool


@dataclass(frozen=True)
class Miss:
    """What was found wrongly (`expected` None), not found (`found` None), or found with another due time."""

    text: str
    expected: Labelled | None
    found: FoundPromise | None


@dataclass(frozen=True)
class Score:
    """Counts over some texts; a hit has the same part of the sentence and the same due time."""

    texts: int
    labelled: int
    found: int
    hits: int
    same_who: int
    misses: tuple[Miss, ...]

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 1 when nothing was found."""
        return self.hits / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """The share of what was labelled that was found; 1 when nothing was labelled."""
        return self.hits / self.labelled if self.labelled else 1.0


def score(rows: Iterable[LabelledText]) -> Score:
    """Find promises in every text and count."""
    texts = labelled = found_count = hits = same_who = 0
    misses: list[Miss] = []
    for row in rows:
        found = find_promises(row.text, row.said_at, row.hours)
        pairs, left = _pair(row, found)
        good = [(label, one) for label, one in pairs if one is not None and _same_due(label, one, row.hours)]
        texts, labelled, found_count = texts + 1, labelled + len(row.promises), found_count + len(found)
        hits += len(good)
        same_who += sum(label.who.lower() == one.who.lower() for label, one in good)
        misses += [Miss(row.text, label, one) for label, one in pairs if (label, one) not in good]
        misses += [Miss(row.text, None, one) for one in left]
    return Score(texts, labelled, found_count, hits, same_who, tuple(misses))


def _pair(
    row: LabelledText, found: Sequence[FoundPromise]
) -> tuple[list[tuple[Labelled, FoundPromise | None]], list[FoundPromise]]:
    left = list(found)
    pairs: list[tuple[Labelled, FoundPromise | None]] = []
    for label in row.promises:
        start = row.text.index(label.what)
        span = Span(start, start + len(label.what))
        same = next((one for one in left if _same_part(span, one.what_span)), None)
        if same is not None:
            left.remove(same)
        pairs.append((label, same))
    return pairs, left


def _same_part(one: Span, other: Span) -> bool:
    return one.start <= other.start < one.end or other.start <= one.start < other.end


def _same_due(label: Labelled, found: FoundPromise, hours: BusinessHours) -> bool:
    if label.due is None or found.due is None:
        return label.due is None and found.due is None
    due = hours.local(found.due.latest)
    if isinstance(label.due, datetime):
        return due.replace(second=0, microsecond=0) == label.due
    return due.date() == label.due

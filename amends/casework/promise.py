"""A promise: who will do what by when, and whether the word was kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from amends.casework.clocks import BusinessHours, due_text

PromiseStatus = Literal["open", "kept", "broken", "released"]
PROMISE_STATUSES: tuple[PromiseStatus, ...] = get_args(PromiseStatus)

# A broken promise can still be kept late, or released when the customer no longer wants it.
_NEXT: Mapping[str, frozenset[str]] = {
    "open": frozenset({"kept", "broken", "released"}),
    "broken": frozenset({"kept", "released"}),
    "kept": frozenset(),
    "released": frozenset(),
}


class IllegalPromiseStep(ValueError):
    """A promise was asked to change in a way that its status does not allow."""


@dataclass(frozen=True)
class Word:
    """A word about to be given: who will do what, and when it is due (aware time)."""

    who: str
    what: str
    due_at: datetime

    def due_text(self, now: datetime, hours: BusinessHours) -> str:
        """The due time as a customer would read it."""
        return due_text(self.due_at, now, hours)


def check_promise_step(now: str, to: str) -> None:
    """Raise IllegalPromiseStep unless a promise may go from one status to the other."""
    if to not in _NEXT.get(now, frozenset()):
        raise IllegalPromiseStep(f"a promise that is {now} cannot become {to}")


def is_overdue(status: str, due_at: datetime, now: datetime) -> bool:
    """Whether an open promise has passed its due time."""
    return status == "open" and now > due_at

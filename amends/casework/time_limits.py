"""Time limits of a business: by when a complaint is acknowledged, settled early, and answered for good."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Literal, get_args

from amends.casework.clocks import BusinessHours, due_after_days

Unit = Literal["hours", "days", "business_days", "weeks"]
UNITS: tuple[Unit, ...] = get_args(Unit)


@dataclass(frozen=True)
class Limit:
    """So much time, in one unit."""

    count: int
    unit: Unit

    def ends(self, start: datetime, hours: BusinessHours) -> datetime:
        """When the limit is over (aware, in UTC). Raises ValueError for a naive start."""
        local = hours.local(start)
        if self.unit == "hours":
            return start.astimezone(timezone.utc) + timedelta(hours=self.count)
        if self.unit == "business_days":
            return due_after_days(start, self.count, hours)
        # The same time by the clock on the wall, whatever clocks were set to in between.
        days = self.count * (7 if self.unit == "weeks" else 1)
        return (local + timedelta(days=days)).astimezone(timezone.utc)


@dataclass(frozen=True)
class TimeLimits:
    """The limits of one firm, and whose days and hours count."""

    hours: BusinessHours
    acknowledgement: Limit
    final_answer: Limit
    early_resolution: Limit | None = None


@dataclass(frozen=True)
class Clocks:
    """Every calendar and firm by its name, and the firm whose limits hold here."""

    calendars: Mapping[str, BusinessHours]
    firms: Mapping[str, TimeLimits]
    used: str

    @property
    def limits(self) -> TimeLimits:
        """The limits that hold here."""
        return self.firms[self.used]

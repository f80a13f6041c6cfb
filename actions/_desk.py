"""Wiring for the actions: what they work with, made from the settings once."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from amends.casework.clocks import BusinessHours
from amends.records.database import Database, open_database
from amends.settings import Settings


@dataclass(frozen=True)
class Desk:
    """What actions work with; `now` gives the time, timeouts (connect, read) are in seconds."""

    database: Database
    shop_url: str
    presence_window_s: float
    hours: BusinessHours
    now: Callable[[], datetime]
    shop_timeout_s: tuple[float, float] = (1.0, 4.0)


@functools.cache
def the_desk() -> Desk:
    """The desk of this process, made when the first action needs it."""
    settings = Settings.load()
    return Desk(
        database=open_database(settings.database_url),
        shop_url=settings.shop_url,
        presence_window_s=settings.presence_window_s,
        hours=BusinessHours(),
        now=lambda: datetime.now(UTC),
    )

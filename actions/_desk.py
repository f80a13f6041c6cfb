"""Wiring for the actions: what they work with, made from the settings once."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.cookiejar import DefaultCookiePolicy

import requests

from amends.casework.clocks import BusinessHours
from amends.records.database import Database, open_database
from amends.settings import Settings


def shop_session() -> requests.Session:
    """Keeps connections to the shop open, and nothing that the shop says of one customer for the next."""
    session = requests.Session()
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=()))
    return session


@dataclass(frozen=True)
class Desk:
    """What actions work with; `now` gives the time, timeouts (connect, read) are in seconds."""

    database: Database
    shop_url: str
    presence_window_s: float
    hours: BusinessHours
    now: Callable[[], datetime]
    shop_timeout_s: tuple[float, float] = (1.0, 4.0)
    shop: requests.Session = field(default_factory=shop_session)


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

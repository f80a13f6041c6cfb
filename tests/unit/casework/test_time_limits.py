"""Time limits."""

from __future__ import annotations

from datetime import datetime, timezone
from zoneinfo import ZoneInfo

import pytest

from amends.casework.clocks import BusinessHours
from amends.casework.time_limits import Clocks, Limit, TimeLimits

LONDON = BusinessHours(zone=ZoneInfo("Europe/London"), zone_name="Europe/London")
START = datetime(2026, 10, 23, 9, tzinfo=timezone.utc)


@pytest.mark.parametrize(
    ("limit", "end"),
    [
        (Limit(4, "hours"), datetime(2026, 10, 23, 13, tzinfo=timezone.utc)),
        (Limit(3, "business_days"), datetime(2026, 10, 28, 17, tzinfo=timezone.utc)),
        # Ten in the morning in London, before and after clocks are set back.
        (Limit(7, "days"), datetime(2026, 10, 30, 10, tzinfo=timezone.utc)),
        (Limit(8, "weeks"), datetime(2026, 12, 18, 10, tzinfo=timezone.utc)),
    ],
)
def test_a_limit_ends(limit: Limit, end: datetime) -> None:
    assert limit.ends(START, LONDON) == end


def test_clocks_know_the_firm_in_use() -> None:
    limits = TimeLimits(LONDON, Limit(1, "business_days"), Limit(8, "weeks"))
    assert Clocks({"england": LONDON}, {"ours": limits}, "ours").limits is limits

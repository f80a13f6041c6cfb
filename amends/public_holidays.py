"""Public holidays by the name of their calendar: a country ("GB"), or a part of one ("GB-ENG")."""

from datetime import UTC, date, datetime

import holidays

# A due time lies in the years around now; replays reach back.
YEARS_BACK, YEARS_AHEAD = 5, 10


def holidays_of(name: str, year: int | None = None) -> frozenset[date]:
    """The days off of a calendar in the years around `year`; LookupError when there is no such calendar."""
    middle = year or datetime.now(UTC).year
    country, _, part = name.partition("-")
    years = range(middle - YEARS_BACK, middle + YEARS_AHEAD + 1)
    known = holidays.list_supported_countries(include_aliases=False)
    if country not in known or (part and part not in known[country]):
        raise LookupError(f"there is no calendar of public holidays {name!r}")
    return frozenset(holidays.country_holidays(country, subdiv=part or None, years=years))

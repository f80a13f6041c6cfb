"""Public holidays by the name of their calendar."""

from datetime import UTC, date, datetime

import pytest

from amends.public_holidays import holidays_of


def test_a_country_and_a_part_of_it() -> None:
    assert date(2026, 12, 28) in holidays_of("GB-ENG", 2026)
    assert date(2026, 11, 26) in holidays_of("US", 2026)
    assert date(2026, 1, 2) in holidays_of("GB-SCT", 2026) - holidays_of("GB-ENG", 2026)


def test_the_years_around_now_are_known() -> None:
    years = {day.year for day in holidays_of("DE-BE")}
    assert {datetime.now(UTC).year - 1, datetime.now(UTC).year + 9} <= years


@pytest.mark.parametrize("name", ["XX", "", "GB-XXX", "registry", "../GB", "gb"])
def test_an_unknown_calendar_is_named(name: str) -> None:
    with pytest.raises(LookupError, match="no calendar of public holidays"):
        holidays_of(name)

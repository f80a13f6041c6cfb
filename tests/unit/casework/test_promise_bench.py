"""Counting what was found."""

from __future__ import annotations

from datetime import date, datetime, timezone

import pytest

from amends.casework.clocks import BusinessHours
from amends.casework.promise_bench import Labelled, LabelledText, score

SAID = datetime(2026, 11, 24, 10, 30, tzinfo=timezone.utc)


def labelled(text: str, *promises: Labelled) -> LabelledText:
    """A sentence with its labels."""
    return LabelledText(text, SAID, BusinessHours(), promises, False)


@pytest.mark.parametrize(
    ("due", "hits"),
    [
        (date(2026, 11, 24), 1),
        (datetime(2026, 11, 24, 17, tzinfo=timezone.utc), 1),
        (datetime(2026, 11, 24, 5, tzinfo=timezone.utc), 0),
        (date(2026, 11, 25), 0),
        (None, 0),
    ],
)
def test_a_hit_has_the_day_or_the_hour_where_one_was_said(due: datetime | date | None, hits: int) -> None:
    result = score([labelled("I'll call you at 5.", Labelled("call you", "we", due, False))])
    assert (result.hits, len(result.misses)) == (hits, 1 - hits)


def test_what_was_made_up_and_what_was_missed_count_once_each() -> None:
    result = score(
        [labelled("I'll call you."), labelled("Nothing here.", Labelled("Nothing", "we", None, False))]
    )
    assert (result.precision, result.recall, len(result.misses)) == (0, 0, 2)


def test_nothing_at_all_is_perfect() -> None:
    assert (score([]).precision, score([]).recall) == (1, 1)

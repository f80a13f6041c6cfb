from datetime import UTC, datetime

import pytest

from amends.casework.handoff import HANDOFF_REASONS, HANDOFF_STATUSES
from amends.web import plain_words as say


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (None, "–"),
        (-3, "0 s"),
        (0, "0 s"),
        (59.9, "59 s"),
        (60, "1 min"),
        (3599, "59 min"),
        (3600, "1 h 00 min"),
        (3660, "1 h 01 min"),
        (86_400, "1 day"),
        (200_000, "2 days"),
    ],
)
def test_waiting_times_are_said_in_the_largest_useful_unit(seconds: float | None, said: str) -> None:
    assert say.duration(seconds) == said


def test_every_reason_and_status_of_a_handoff_has_plain_words() -> None:
    assert set(say.REASONS) == set(HANDOFF_REASONS)
    assert set(say.HANDOFF_STATUSES) == set(HANDOFF_STATUSES)


def test_a_word_that_is_not_known_is_shown_without_its_underscores() -> None:
    assert say.reason_in_words("some_new_reason") == "some new reason"
    assert say.reason_in_words(None) == "No reason given"


def test_the_assistant_is_always_called_a_bot() -> None:
    assert say.author_in_words("assistant") == "Assistant (bot)"


def test_contributions_are_signed_points() -> None:
    assert [say.signed(value) for value in (0.18, -0.12, 0.0)] == ["+18", "−12", "+0"]
    assert [say.signed_weight(value) for value in (1.1, -0.456)] == ["+1.10", "−0.46"]


def test_a_time_without_a_zone_is_taken_for_utc() -> None:
    naive = datetime(2026, 11, 22, 5, 4)
    assert say.iso(naive) == say.iso(naive.replace(tzinfo=UTC)) == "2026-11-22T05:04:00Z"
    assert say.clock(naive) == "05:04 UTC"
    assert say.day_and_clock(naive) == "22 Nov 2026, 05:04 UTC"


def test_what_is_not_known_is_a_dash_and_zero_is_not() -> None:
    assert (say.points(None), say.points(0.0), say.percent(None), say.percent(0.734)) == (
        "–",
        "0",
        "–",
        "73%",
    )


def test_two_customers_without_a_name_can_be_told_apart() -> None:
    assert say.customer_name("Priya Nair", "x") == "Priya Nair"
    assert say.customer_name(None, "-_kQ9x2Zz") == "Customer KQ9X"
    assert say.customer_name("", "ab") == "Customer AB"

from itertools import pairwise

import pytest

from amends.casework.case import DISPOSITIONS, STAGES
from amends.casework.handoff import (
    ENDED,
    HANDOFF_STATUSES,
    HELD,
    NEXT,
    WAITING,
    WRAP_UPS,
    IllegalHandoffStep,
    UnknownWrapUp,
    case_after,
    check_handoff_step,
    expected_wait_s,
)


@pytest.mark.parametrize(
    "way",
    [
        ("requested", "offered", "accepted", "active", "returned"),
        ("requested", "accepted", "active", "completed"),
        ("requested", "offered", "requested", "expired"),
        ("requested", "accepted", "failed"),
    ],
)
def test_a_handoff_can_go_these_ways(way: tuple[str, ...]) -> None:
    for now, to in pairwise(way):
        check_handoff_step(now, to)


@pytest.mark.parametrize("ended", ENDED)
@pytest.mark.parametrize("to", HANDOFF_STATUSES)
def test_an_ended_handoff_takes_no_further_step(ended: str, to: str) -> None:
    with pytest.raises(IllegalHandoffStep):
        check_handoff_step(ended, to)


@pytest.mark.parametrize(
    ("now", "to"),
    [
        ("accepted", "accepted"),
        ("requested", "active"),
        ("active", "expired"),
        ("active", "requested"),
        ("?", "active"),
    ],
)
def test_other_steps_are_refused(now: str, to: str) -> None:
    with pytest.raises(IllegalHandoffStep):
        check_handoff_step(now, to)


def test_every_status_waits_is_held_or_has_ended() -> None:
    assert sorted(WAITING + HELD + ENDED) == sorted(HANDOFF_STATUSES)
    assert set(NEXT) == set(HANDOFF_STATUSES)


def test_too_few_waits_say_nothing_about_the_next() -> None:
    assert expected_wait_s([]) is None
    assert expected_wait_s([30.0, 40.0]) is None


def test_nine_in_ten_waits_are_within_the_expected_one() -> None:
    waits = [float(seconds) for seconds in range(10, 210, 10)]
    expected = expected_wait_s(waits[::-1])
    assert expected == 180.0
    assert sum(wait <= expected for wait in waits) == 18


def test_of_few_waits_the_longest_is_expected() -> None:
    assert expected_wait_s([60.0, 20.0, 40.0]) == 60.0


@pytest.mark.parametrize("wrap_up", WRAP_UPS)
def test_every_wrap_up_says_what_becomes_of_the_case(wrap_up: str) -> None:
    after = case_after(wrap_up)
    assert after.stage is None or after.stage in STAGES
    assert after.disposition is None or after.disposition in DISPOSITIONS


def test_only_what_was_put_right_ends_a_case() -> None:
    ends = {wrap_up for wrap_up in WRAP_UPS if case_after(wrap_up).stage in ("resolved", "closed")}
    assert ends == {"resolved", "not_a_complaint"}


def test_an_unknown_wrap_up_is_refused_with_those_there_are() -> None:
    with pytest.raises(UnknownWrapUp, match="callback_agreed"):
        case_after("fine")

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from amends.casework.handoff_clock import Candidate, Standing, Timings, choose, is_gone, reckon, what_is_due

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=timezone.utc)
TIMINGS = Timings(
    offer_s=30, accept_within_s=600, unattended_s=3600, first_reply_within_s=180, gone_after_s=120
)


def after(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("status", "on_duty", "offered", "seconds"),
    [
        ("requested", True, False, 600),
        ("requested", False, False, 3600),
        ("offered", False, True, 600),
        ("accepted", False, False, 180),
    ],
)
def test_every_wait_has_an_end(status: str, on_duty: bool, offered: bool, seconds: float) -> None:
    assert reckon(status, NOON, on_duty, TIMINGS, offered) == after(seconds)


@pytest.mark.parametrize("status", ["active", "returned", "completed", "failed", "expired"])
def test_other_statuses_may_last(status: str) -> None:
    assert reckon(status, NOON, True, TIMINGS) is None


def test_a_waiting_handoff_is_reckoned_offered_and_in_the_end_expires() -> None:
    waiting = Standing("requested", due_at=None)
    assert what_is_due(waiting, NOON, TIMINGS) == "reckon"
    waiting = replace(waiting, due_at=after(600))
    assert what_is_due(waiting, NOON, TIMINGS) is None
    assert what_is_due(replace(waiting, candidate=True), NOON, TIMINGS) == "offer"
    assert what_is_due(replace(waiting, candidate=True), after(600), TIMINGS) == "expire"


def test_an_offer_runs_to_its_end_or_until_the_agent_is_not_there() -> None:
    offered = Standing("offered", due_at=after(10), offer_due_at=after(30))
    assert what_is_due(offered, after(29), TIMINGS) is None, "also when the waiting is over"
    assert what_is_due(offered, after(30), TIMINGS) == "lapse"
    assert what_is_due(replace(offered, offer_to_present=False), NOON, TIMINGS) == "lapse"
    assert what_is_due(replace(offered, offer_due_at=None), NOON, TIMINGS) == "lapse"


def test_an_agent_who_accepted_must_say_something_in_time() -> None:
    accepted = Standing("accepted", due_at=None, agent_seen_at=NOON, customer_waits=True)
    assert what_is_due(accepted, NOON, TIMINGS) == "reckon"
    accepted = replace(accepted, due_at=after(180), agent_seen_at=after(179))
    assert what_is_due(accepted, after(179), TIMINGS) is None
    assert what_is_due(accepted, after(180), TIMINGS) == "fail"


@pytest.mark.parametrize("status", ["accepted", "active"])
def test_an_agent_who_is_gone_while_the_customer_waits_lets_them_down(status: str) -> None:
    held = Standing(status, due_at=after(999), agent_seen_at=NOON, customer_waits=True)
    assert what_is_due(held, after(119), TIMINGS) is None
    assert what_is_due(held, after(120), TIMINGS) == "fail"
    assert what_is_due(replace(held, customer_waits=False), after(120), TIMINGS) is None


def test_nobody_who_was_never_seen_is_there() -> None:
    assert is_gone(None, NOON, TIMINGS)


@pytest.mark.parametrize("status", ["returned", "completed", "failed", "expired"])
def test_nothing_is_due_after_the_end(status: str) -> None:
    assert what_is_due(Standing(status, due_at=NOON, candidate=True), after(9999), TIMINGS) is None


def test_the_agent_with_the_fewest_conversations_and_longest_without_an_offer_is_next() -> None:
    busy, rested, fresh = Candidate(1, 2, None), Candidate(2, 1, NOON), Candidate(3, 1, after(5))
    assert choose([busy, fresh, rested], (), ()) == rested
    assert choose([busy, fresh, rested], {2}, ()) == fresh
    assert choose([busy, fresh, rested], (), [2, 3]) == busy
    assert choose([busy, fresh, rested], {1}, [2, 2, 3]) == fresh


def test_whoever_declined_is_not_asked_again_and_somebody_who_let_it_lapse_is() -> None:
    only = Candidate(1, 0, None)
    assert choose([only], {1}, ()) is None
    assert choose([only], (), [1, 1]) == only
    assert choose([], (), ()) is None

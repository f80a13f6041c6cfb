from datetime import datetime, timedelta, timezone

import pytest

from amends.casework.clocks import BusinessHours
from amends.casework.promise import PROMISE_STATUSES, IllegalPromiseStep, Word, check_promise_step, is_overdue

DUE = datetime(2026, 11, 24, 17, tzinfo=timezone.utc)


@pytest.mark.parametrize("to", ["kept", "broken", "released"])
def test_an_open_promise_can_be_settled(to: str) -> None:
    check_promise_step("open", to)


def test_a_broken_promise_can_still_be_kept_late() -> None:
    check_promise_step("broken", "kept")


@pytest.mark.parametrize("settled", ["kept", "released"])
@pytest.mark.parametrize("to", PROMISE_STATUSES)
def test_a_settled_promise_stays_settled(settled: str, to: str) -> None:
    with pytest.raises(IllegalPromiseStep):
        check_promise_step(settled, to)


def test_a_promise_is_overdue_only_while_it_is_open_and_late() -> None:
    assert is_overdue("open", DUE, DUE + timedelta(seconds=1))
    assert not is_overdue("open", DUE, DUE)
    assert not is_overdue("kept", DUE, DUE + timedelta(days=1))


def test_a_word_says_when_it_is_due() -> None:
    word = Word("our support team", "call back", DUE)
    assert word.due_text(DUE, BusinessHours()) == "by Tuesday 24 November, 17:00 UTC"

"""Words that bear out a reason."""

from __future__ import annotations

import pytest

from amends.deescalation.evidence import (
    borne_out,
    names_cost,
    outstanding,
    plain_failure,
    speaks_of_order,
    spoke_before,
)


@pytest.mark.parametrize(
    ("reason", "text"),
    [
        ("delay", "it is two weeks late"),
        ("missing", "the second box never arrived"),
        ("damaged", "the screen came cracked"),
        ("overcharge", "you charged me twice"),
        ("rude", "the driver shouted at me"),
        ("ignored", "nobody answers"),
    ],
)
def test_fitting_words_bear_a_reason_out(reason: str, text: str) -> None:
    assert borne_out(reason, text)


@pytest.mark.parametrize(
    ("reason", "text"), [("delay", "the queue was unfriendly"), ("damaged", "you put me down")]
)
def test_other_words_do_not(reason: str, text: str) -> None:
    assert not borne_out(reason, text)


def test_what_was_told_already_is_noticed() -> None:
    assert spoke_before("I called you on Monday") and not spoke_before("it is late")
    assert names_cost("I missed my connection") and not names_cost("it is late")
    assert speaks_of_order("my parcel") and not speaks_of_order("your app")


def test_a_refund_is_outstanding_only_when_it_is_due_already() -> None:
    assert outstanding("my refund has still not come") and not outstanding("I want my money back")


@pytest.mark.parametrize(
    ("text", "failure"),
    [
        ("came broken and nobody cares. THIRD time!!!", "damaged"),
        ("the lamp is broken", "damaged"),
        ("my new desk lamp arrived totally smashed", "damaged"),
        ("you sent me the wrong size", "wrong"),
        ("the new website is broken", None),
        ("your promise was broken", None),
        ("what if it came broken", None),
        ("it did not come damaged", None),
        ("it is late", None),
    ],
)
def test_words_that_state_a_failure_outright_name_it(text: str, failure: str | None) -> None:
    assert plain_failure(text) == failure

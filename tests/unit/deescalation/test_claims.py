"""Deeds without a receipt and promises without a record."""

from __future__ import annotations

import pytest

from amends.deescalation.wording_checks.claims import unkept_promises, unproven_claims
from amends.deescalation.wording_checks.spoken import Spoken


@pytest.mark.parametrize(
    ("text", "move"),
    [
        ("I have refunded your order.", None),
        ("This has been logged.", "inform"),
        ("I recorded that for you.", "validate"),
        ("It’s logged now.", "acknowledge"),
        ("I asked for a person.", "acknowledge"),
        ("We refunded it under {reference}.", "inform"),
        ("Is that all? I noted it.", "clarify"),
    ],
)
def test_a_deed_that_nothing_proves_is_found(text: str, move: str | None) -> None:
    assert len(list(unproven_claims(Spoken(text, move)))) == 1


@pytest.mark.parametrize(
    ("text", "move"),
    [
        ("I recorded that in case {reference}.", "inform"),
        ("Your choice is recorded.", "commit"),
        ("I asked for a person, as you wanted.", "hand_off"),
        ("We refunded it: {remedy}.", "commit"),
        ("No case is logged yet.", "inform"),
        ("I have not been told whether it has been sent.", "inform"),
        ("You have been passed by when you needed a reply.", "acknowledge"),
        ("Should I say that it is logged?", "clarify"),
        ("You wrote “it is logged”, and I go by that.", "validate"),
    ],
)
def test_a_proven_or_denied_deed_is_left_alone(text: str, move: str | None) -> None:
    assert list(unproven_claims(Spoken(text, move))) == []


@pytest.mark.parametrize(
    "text",
    ["We will get back to you soon.", "We’ll call you.", "You get it within 24 hours.", "It comes by 5 May."],
)
def test_a_promise_that_nobody_wrote_down_is_found(text: str) -> None:
    assert list(unkept_promises(Spoken(text, "inform")))
    assert list(unkept_promises(Spoken(text)))


@pytest.mark.parametrize(
    ("text", "move"),
    [
        ("We will call you.", "commit"),
        ("It stands: {promiser} will {promise} by {due_text}.", "inform"),
        ("If neither of those will do, what would?", "clarify"),
        ("I look at it now.", "inform"),
        ("They told you “we will call”, and nobody did.", "validate"),
    ],
)
def test_a_promise_on_record_or_none_at_all_is_left_alone(text: str, move: str) -> None:
    assert list(unkept_promises(Spoken(text, move))) == []

"""Verdicts on rules."""

from __future__ import annotations

import pytest

from amends.deescalation.verdicts import NOT_APPLICABLE, Considered


def test_a_verdict_survives_the_way_through_json() -> None:
    one = Considered("open_complaint", NOT_APPLICABLE, "a complaint is open already")
    assert Considered.from_dict(one.to_dict()) == one


def test_a_verdict_without_its_reason_is_no_verdict() -> None:
    with pytest.raises(KeyError):
        Considered.from_dict({"rule": "open_complaint", "verdict": "chosen"})

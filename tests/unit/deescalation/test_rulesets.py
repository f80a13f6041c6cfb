"""Remedies that can be offered."""

from __future__ import annotations

from amends.deescalation.rulesets import Remedies, Remedy

ONE = Remedy("one", "One", "one", "it helps", ("delay",))
TWO = Remedy("two", "Two", "two", "it helps", ("delay",), needs_order=True)


def test_options_fit_the_reason_and_leave_out_what_was_refused_or_needs_an_order() -> None:
    remedies = Remedies((ONE, TWO))
    assert remedies.options("delay", (), True) == (ONE, TWO)
    assert remedies.options("delay", (), False) == (ONE,)
    assert remedies.options("delay", ("one",), True) == (TWO,) and remedies.options("rude", (), True) == ()
    assert remedies.by_id("two") is TWO and remedies.by_id("three") is None

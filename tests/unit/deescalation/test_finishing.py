"""How a turn ends."""

from __future__ import annotations

from tests.unit.deescalation.talk import Talk, with_order


def test_the_shops_record_is_named_as_the_source() -> None:
    answer = with_order(Talk()).answer
    assert "record" in answer and "A-1001" in answer and "delayed" in answer


def test_a_turn_with_nothing_to_record_ends_at_once() -> None:
    talk = with_order(Talk()).presses("affirm")
    assert talk.actions == [] and talk.texts

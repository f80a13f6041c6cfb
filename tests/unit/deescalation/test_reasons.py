"""The reasons and what belongs to them."""

from __future__ import annotations

from amends.deescalation.reasons import REASONS, reason, reported_by
from tests.unit.deescalation.talk import responses


def test_each_reason_has_words_to_acknowledge_and_apologise() -> None:
    for one in REASONS:
        assert f"utter_acknowledge_{one.name}" in responses() and f"utter_apologise_{one.name}" in responses()


def test_reasons_are_found_by_name_and_by_intent() -> None:
    assert reported_by("report_outage") is reason("outage")
    assert reported_by("greet") is None and reason(None).name == "other"

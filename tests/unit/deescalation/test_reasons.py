"""The reasons and what belongs to them."""

from __future__ import annotations

from amends.deescalation.reasons import REASONS, named, reason, reported_by
from tests.unit.deescalation.talk import responses


def test_each_reason_has_words_to_acknowledge_and_apologise() -> None:
    for one in REASONS:
        assert f"utter_acknowledge_{one.name}" in responses() and f"utter_apologise_{one.name}" in responses()


def test_reasons_are_found_by_name_and_by_intent() -> None:
    assert reported_by("report_outage") is reason("outage")
    assert reported_by("greet") is None and reason(None).name == "other"


def test_the_nearest_name_is_used_where_the_thing_is_known() -> None:
    assert named("other", None) is None and named("other", "the seats") == "the trouble with the seats"
    assert named("missing", "your luggage") == "your missing luggage"
    assert named("delay", "the driver") == "the delay"
    assert named("damaged", "the device", "oak chair") == "the damage to the oak chair"

"""The reasons and what belongs to them."""

from __future__ import annotations

from amends.deescalation.reasons import REASONS, named, reason, reported_by
from amends.rulebook.domain_file import load_intents
from tests.unit.deescalation.talk import DATA, responses


def test_each_reason_has_words_to_acknowledge_and_apologise() -> None:
    for one in REASONS:
        assert f"utter_acknowledge_{one.name}" in responses() and f"utter_apologise_{one.name}" in responses()


def test_reasons_are_found_by_name_and_by_intent() -> None:
    assert reported_by("report_outage") is reason("outage")
    assert reported_by("greet") is None and reason(None).name == "other"


def test_reports_with_the_same_remedies_share_a_reason() -> None:
    assert reported_by("report_double_charge") is reported_by("report_overcharge")
    assert reported_by("report_cannot_sign_in") is reported_by("report_account_problem")


def test_each_report_that_can_be_read_has_a_reason() -> None:
    reports = [intent for intent in load_intents(DATA.parent / "domain.yml") if intent.startswith("report_")]
    assert all(reported_by(intent) is not None for intent in reports)


def test_the_nearest_name_is_used_where_the_thing_is_known() -> None:
    assert named("other", None) is None and named("other", "the seats") == "the trouble with the seats"
    assert named("missing", "your luggage") == "your missing luggage"
    assert named("delay", "the driver") == "the delay"
    assert named("damaged", "the device", "oak chair") == "the damage to the oak chair"

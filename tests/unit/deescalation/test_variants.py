"""Enough ways to say each response."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from amends.deescalation.wording import Variant
from amends.deescalation.wording_checks.variants import check_responses

FOUR = [Variant(f"Words {word}.") for word in ("one", "two", "three", "four")]


def rules(*variants: Variant) -> list[str]:
    return [finding.rule for _, _, finding in check_responses({"utter_a": variants})]


def test_four_are_enough() -> None:
    assert rules(*FOUR) == []


def test_three_are_too_few_in_every_band() -> None:
    assert rules(*FOUR[:3]) == ["missing variants"] * 4
    assert rules() == ["missing variants"]


def test_a_condition_leaves_a_band_with_too_few() -> None:
    calm = Variant("Words four.", ("calm", "irritated", "frustrated"))
    ((name, index, finding),) = check_responses({"utter_a": [*FOUR[:3], calm]})
    assert (name, index) == ("utter_a", 0) and "1 more for hostile" in finding.instead


def test_an_optional_fact_needs_a_variant_without_it() -> None:
    with_facts = [Variant(f"Case {{reference}}, {{item}}, {word}.") for word in ("one", "two", "three")]
    assert rules(*with_facts, Variant("Case {reference}.")) == []
    assert rules(*with_facts, Variant("Case {reference} for {name}.")) == ["missing fallback"]


def test_what_every_variant_needs_is_what_the_response_is_about() -> None:
    assert rules(*(Variant(f"{{thing}} {word}.") for word in ("one", "two", "three", "four"))) == []


def test_the_same_text_stands_once() -> None:
    found = list(check_responses({"utter_a": FOUR, "utter_b": [*FOUR[1:], Variant("WORDS ONE")]}))
    assert {(name, finding.rule) for name, _, finding in found} == {("utter_b", "same text twice")}
    assert len(found) == 4
    assert rules(*FOUR, FOUR[0]) == ["same text twice"]


@given(st.dictionaries(st.text(), st.lists(st.builds(Variant, st.text(), st.just(())))))
def test_checking_never_raises(responses: dict[str, list[Variant]]) -> None:
    assert all(name in responses for name, _, _ in check_responses(responses))

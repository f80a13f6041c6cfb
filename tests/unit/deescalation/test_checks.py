"""All checks of one text together."""

from __future__ import annotations

from time import process_time

from hypothesis import given
from hypothesis import strategies as st

from amends.deescalation.bands import BANDS
from amends.deescalation.moves import MOVES
from amends.deescalation.rulesets import BRITISH, Allowed, Brand
from amends.deescalation.wording_checks import Spoken, check_text

BRAND = Brand(("calm down", "kind regards"), spelling=BRITISH)
PIECES = ["you should have", "{reference}", "{", "}", "“", "”", "!", "😊", "sorry", ". ", "we will", "just"]


def rules(text: str, brand: Brand = BRAND) -> list[str]:
    return [finding.rule for finding in check_text(Spoken(text), brand)]


def test_findings_stand_in_the_order_of_the_words() -> None:
    text = "Great, I apologize for any inconvenience. We will write soon. Kind regards"
    assert rules(text) == [
        *("false cheer", "spelling", "vague apology", "unkept promise", "unkept promise", "banned phrase")
    ]


def test_a_rule_that_says_why_beats_the_bare_ban() -> None:
    assert rules("Please calm down.") == ["minimising"]


def test_a_good_text_has_no_findings() -> None:
    assert rules("I am sorry that the lamp came broken. What would put this right for you?") == []


def test_what_the_business_allows_is_no_finding() -> None:
    brand = Brand(allowed=(Allowed("great, thanks", "our slogan"),))
    assert rules("Great, thanks for it.", brand) == []
    assert rules("Great, and thanks.", brand) == ["false cheer"]


def test_a_very_long_text_takes_no_longer_than_its_length() -> None:
    began = process_time()
    assert len(rules("You just have to wait. " * 2000)) > 2000
    assert process_time() - began < 5


@given(
    st.one_of(st.text(), st.lists(st.sampled_from(PIECES)).map(" ".join)),
    st.sampled_from([None, *MOVES]),
    st.lists(st.sampled_from(BANDS), unique=True).map(tuple),
    st.text(min_size=1),
)
def test_checking_never_raises_and_names_what_stands_there(
    text: str, move: str | None, bands: tuple[str, ...], banned: str
) -> None:
    brand = Brand((banned,), spelling=BRITISH, allowed=(Allowed(banned, "why not"),))
    for finding in check_text(Spoken(text, move, bands), brand):
        assert 0 <= finding.start <= finding.end <= len(text)
        assert finding.words == " ".join(text[finding.start : finding.end].split())
        assert finding.instead

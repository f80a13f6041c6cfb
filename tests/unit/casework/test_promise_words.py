"""The words of promises: each pattern on what it is for."""

from __future__ import annotations

import pytest

from amends.casework import promise_words as words


@pytest.mark.parametrize(
    "deed", ["be honest", "never know", "see", "put you through", "have to ask", "try to help"]
)
def test_idioms_are_no_deeds(deed: str) -> None:
    assert words.NEVER.match(deed)


@pytest.mark.parametrize(
    "deed", ["call you", "send it", "try the address again", "see to it", "take 20 percent off"]
)
def test_deeds_are(deed: str) -> None:
    assert not words.NEVER.match(deed)


@pytest.mark.parametrize("clause", ["if you like", "if you'd prefer that", "if that suits you"])
def test_offers_leave_it_to_the_customer(clause: str) -> None:
    assert words.OFFERS.search(clause)

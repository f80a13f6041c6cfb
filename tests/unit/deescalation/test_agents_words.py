"""What an agent said, kept and found again."""

from __future__ import annotations

import pytest

from amends.deescalation.agents_words import KEPT, fitting, kept
from amends.deescalation.held_message import AGENT, CUSTOMER, HeldMessage

SAID = (
    "I will send the chair again today, and you get 10 euro back by Friday.",
    "We have your new address, 5 High Street.",
)


def test_only_sentences_of_the_agent_that_give_a_word_are_kept() -> None:
    held = (
        HeldMessage(AGENT, "Hello, I am Robin. I will send the chair again today. Is that all right?"),
        HeldMessage(CUSTOMER, "I will wait until Friday."),
        HeldMessage(AGENT, "Thank you!"),
    )
    assert kept((), held) == ("I will send the chair again today.",)


def test_what_was_kept_before_stays_and_only_the_latest_are_kept() -> None:
    many = [HeldMessage(AGENT, f"I will do thing {number}.") for number in range(9)]
    found = kept(("We have agreed on a refund.",), many[:2])
    assert found[0] == "We have agreed on a refund." and len(found) == 3
    assert kept(found, many) == tuple(f"I will do thing {number}." for number in range(3, 9))
    assert len(kept(found, many)) == KEPT


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("and when do I get my 10 euro?", SAID[0]),
        ("to which address does it go?", SAID[1]),
        ("what did we agree on?", SAID[1]),
        ("can I pay by card?", None),
        ("why is it late?", None),
    ],
)
def test_a_question_finds_the_sentence_that_it_is_about(question: str, said: str | None) -> None:
    assert fitting(SAID, question) == said


def test_where_nothing_was_said_nothing_fits() -> None:
    assert fitting((), "what did we agree on?") is None

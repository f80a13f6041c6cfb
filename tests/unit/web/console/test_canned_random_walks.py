"""Wherever a talk has led, the ready texts can be said, and no search breaks them."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amends.web.console.canned_menu import HEADINGS
from tests.unit.deescalation.talk import Talk
from tests.unit.deescalation.test_random_walks import messages
from tests.unit.web.console.situations import by_agent, dossier, to_agent
from tests.unit.web.console.test_canned import check_aloud, offered, said_in

Message = dict[str, Any]


def walked(walk: list[Message], seed: int) -> Talk:
    talk = Talk(seed=str(seed))
    for one in walk:
        talk.failing, talk.agents_on_duty = set(one["failing"]), one["on_duty"]
        talk.says(one["text"], one["intent"], one["score"], confidence=one["confidence"], cues=one["cues"])
    return talk


def held_words(walk: list[Message]) -> list[Message]:
    held = [by_agent("I am Sam, and I am sorry that you had to wait for me.")]
    for one in walk:
        entities = dict([one["entity"]]) if one["entity"] else {}
        signals = {str(one["signal"]): 0.99} if one["signal"] else {}
        held.append(
            to_agent(one["text"], one["intent"], one["score"], cues=one["cues"], entities=entities, **signals)
        )
    return held


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(messages, max_size=6),
    st.lists(messages, max_size=4),
    st.integers(0, 10_000),
    st.sampled_from(["customer_asked", "danger", "legal_threat", "vulnerable_customer", "abuse"]),
)
def test_every_walk_leads_to_texts_that_can_be_said(
    walk: list[Message], then: list[Message], seed: int, reason: str
) -> None:
    talk = walked(walk, seed)
    held = held_words(then) if then else []
    case = (dossier(talk if walk else None, *held, reason=reason), said_in(talk, held))
    assert offered(case)
    for move in HEADINGS:
        for group in offered(case, move=move):
            for one in group.texts:
                check_aloud(one.text)

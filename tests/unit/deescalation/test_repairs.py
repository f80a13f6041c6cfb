"""When we got it wrong in the talk itself."""

from __future__ import annotations

import pytest

from tests.unit.deescalation.talk import Talk, late


@pytest.mark.parametrize(
    ("intent", "response"),
    [
        ("already_told_you", "utter_acknowledge_told"),
        ("do_not_understand", "utter_acknowledge_unclear"),
        ("does_not_help", "utter_acknowledge_no_help"),
        ("do_not_believe", "utter_acknowledge_doubt"),
    ],
)
def test_the_slip_is_owned_and_the_question_not_repeated(intent: str, response: str) -> None:
    talk = late(Talk())
    asked = talk.state.asked.pending
    talk.says("no, come on", intent, 0.5)
    assert talk.steps[0].response == response
    assert talk.state.asked.pending != asked


def test_an_answer_that_does_not_help_leads_to_the_offer_of_a_person() -> None:
    assert "offer_handoff" in late(Talk()).says("that is no help", "does_not_help", 0.5).moves

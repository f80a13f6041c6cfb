"""When the customer is abusive."""

from __future__ import annotations

from tests.unit.deescalation.talk import Talk, late


def test_abuse_meets_three_steps_and_the_case_stays_open() -> None:
    talk = late(Talk())
    steps = []
    for _ in range(3):
        talk.says("you brainless piece of junk", "report_problem", 0.8, abuse=0.9)
        assert "set_boundary" in talk.moves
        steps.append(talk.state.boundary)
    assert steps == [1, 2, 3]
    assert talk.arguments("action_request_handoff")["reason"] == "abuse"
    assert talk.state.complaint_open and not talk.state.closed


def test_after_the_last_step_insults_are_left_unanswered_and_the_matter_goes_on() -> None:
    talk = late(Talk())
    for _ in range(5):
        talk.says("you brainless piece of junk", "report_problem", 0.8, abuse=0.9)
    assert "set_boundary" not in talk.moves and talk.texts
    assert not any((step.response or "").startswith("utter_validate_more") for step in talk.steps)

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

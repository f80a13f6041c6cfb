"""How a turn goes on."""

from __future__ import annotations

from tests.unit.deescalation.talk import Talk, late


def test_no_remedy_is_offered_to_a_frustrated_customer_before_the_summary_is_confirmed() -> None:
    talk = late(Talk(), score=0.7)
    for _ in range(6):
        talk.says("it keeps getting worse with you", "report_problem", 0.7)
        assert "offer_options" not in talk.moves
        assert not any(button.startswith("accept_remedy") for button in talk.buttons)


def test_two_unanswered_questions_lead_to_the_offer_of_a_person() -> None:
    talk = late(Talk())
    talk.says("this shop is a mess", "report_problem", 0.4).says("honestly a mess", "report_problem", 0.4)
    assert "offer_handoff" in talk.moves and "request_agent" in talk.buttons

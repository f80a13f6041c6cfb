"""The ways to end a turn."""

from __future__ import annotations

from amends.deescalation.putting import clause
from amends.deescalation.state import ConversationState, KnownFacts
from tests.unit.deescalation.talk import Talk, late, with_order


def test_a_number_can_be_declined_with_a_button() -> None:
    assert talk_buttons(late(Talk())) == ["no_order_number"]


def test_options_say_why_each_helps_and_leave_a_way_out() -> None:
    talk = with_order(Talk()).presses("affirm")
    assert talk.buttons[-1] == "something_else" and len(talk.buttons) == 3
    assert "you learn where it stands" in talk.answer


def test_the_remedy_that_fits_the_stated_wish_comes_first() -> None:
    talk = Talk().says("my lamp is late", "report_late_delivery", 0.2)
    talk.says("I want my money back", "ask_refund", 0.2)
    for _ in range(3):
        accepts = [button for button in talk.buttons if button.startswith("accept_remedy:")]
        if accepts:
            break
        talk.says("as I said, the order is not here", "give_details", 0.1)
    assert accepts[0] == "accept_remedy:decide_on_your_refund"


def talk_buttons(talk: Talk) -> list[str]:
    return talk.buttons


def test_the_clause_of_a_summary_stands_alone() -> None:
    quoted = KnownFacts(reason="defect", quote="the kettle never worked", wish="a refund")
    assert clause(ConversationState(facts=quoted)) == "“the kettle never worked”; wants a refund"
    ordered = KnownFacts(reason="damaged", order_number="A-1", order={"item": "lamp"}, quote="it is broken")
    assert clause(ConversationState(facts=ordered)) == "The damage with order A-1, the lamp"
    assert clause(ConversationState(facts=KnownFacts(reason="outage"))) == "The outage"

"""What a message leaves in the state."""

from __future__ import annotations

from amends.deescalation.turn import History
from tests.unit.deescalation.talk import LATE, Talk, late


def test_after_an_agent_held_the_conversation_nothing_is_asked_again() -> None:
    talk = late(Talk()).says("a person please", "request_agent", 0.3)
    held = History.from_dict({"said_while_agent_held": ["my number is A-1001", "it was a gift"]})
    talk.says("and it is still not here", "report_late_delivery", 0.4, history=held)
    assert not {"no_order_number", "give_contact"} & set(talk.buttons)
    assert talk.state.asked.pending not in ("order_number", "contact", "remedy", "what_happened")


def test_an_agent_who_came_and_went_without_a_word_ends_the_request() -> None:
    talk = late(Talk()).says("a person please", "request_agent", 0.3)
    talk.says("hello?", "greet", 0.2, history=History(handoff="requested"))
    assert talk.state.handoff.requested
    talk.says("so you are back", "give_details", 0.2, history=History(handoff="returned"))
    assert talk.state.handoff.status == "none"


def test_a_request_that_stands_again_after_an_agent_left_is_not_made_twice() -> None:
    talk = late(Talk(agents_on_duty=1)).says("a person please", "request_agent", 0.3)
    said = History.from_dict(
        {"said_while_agent_held": [{"author": "agent", "text": "hello"}], "handoff": "requested"}
    )
    talk.says("where did they go, I want a person", "request_agent", 0.5, history=said)
    assert talk.state.handoff.requested and talk.actions == []


def test_after_a_wait_that_ended_a_contact_is_put_on_record_without_queueing_again() -> None:
    talk = late(Talk(agents_on_duty=1)).says("a person please", "request_agent", 0.3)
    expired = History(handoff="expired")
    talk.says("nobody came", "report_ignored", 0.4, history=expired)
    assert talk.state.handoff.status == "expired" and talk.actions == []
    talk.says("a@example.org", "give_details", 0.2, entities={"email": "a@example.org"}, history=expired)
    assert talk.arguments("action_request_handoff")["callback_only"] is True
    assert len(talk.actions) == 1
    talk.says("I want a person now", "request_agent", 0.4, history=expired)
    assert "callback_only" not in talk.arguments("action_request_handoff")
    assert not talk.violations


def test_digits_answer_the_question_that_is_open() -> None:
    talk = late(Talk()).says("4455667788", "give_details", 0.1)
    assert talk.state.facts.order_number == "4455667788" and talk.state.facts.contact is None
    talk = late(Talk()).presses("no_order_number").says("0815 3628 600", "give_details", 0.1)
    assert talk.state.facts.contact == "0815 3628 600"


def test_the_first_clear_reason_stays_and_a_vague_one_gives_way() -> None:
    talk = Talk().says("you have let me down badly again", "report_problem", 0.5)
    assert talk.state.facts.reason == "other"
    talk.says(LATE, "report_late_delivery", 0.5)
    talk.says("and I was charged twice", "report_overcharge", 0.5)
    assert talk.state.facts.reason == "delay"

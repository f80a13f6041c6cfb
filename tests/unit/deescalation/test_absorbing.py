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

"""The first turns after an agent had the conversation."""

from __future__ import annotations

from typing import Any

from amends.deescalation.turn import History
from tests.unit.deescalation.talk import Talk, late

PROMISED = "I will send the lamp again today, and you get 10 euro back by Friday."


def back_again(*said: str) -> Talk:
    """An agent said this and gave the conversation back; the customer is content for a moment."""
    talk = late(Talk(agents_on_duty=1)).says("a person please", "request_agent", 0.3)
    held: list[dict[str, Any]] = [{"author": "agent", "text": text} for text in said]
    history = History.from_dict({"said_while_agent_held": held, "handoff": "returned"})
    return talk.says("alright then", "affirm", 0.1, history=history)


def test_what_the_agent_promised_is_quoted_and_nobody_is_asked_for_again() -> None:
    talk = back_again("Hello, I am Robin.", PROMISED)
    talk.says("and when do I get my 10 euro?", "ask_refund", 0.2, history=History(handoff="returned"))
    assert "“I will send the lamp again today, and you get 10 euro back by Friday”" in talk.answer
    assert "action_request_handoff" not in talk.actions
    assert "offer_options" not in talk.moves and "check_fixed" in talk.moves
    assert not talk.violations


def test_the_same_answer_is_not_given_twice_in_the_same_words() -> None:
    talk = back_again(PROMISED)
    answers = []
    for _ in range(3):
        talk.says("what did your colleague promise me?", "ask_what_next", 0.3)
        answers.append(talk.texts[0])
    assert all("10 euro back" in answer for answer in answers) and len(set(answers)) == 3


def test_without_a_word_given_a_question_is_answered_as_before() -> None:
    talk = back_again("Hello, I am Robin.")
    talk.says("and when do I get my 10 euro?", "ask_refund", 0.2)
    assert "Robin" not in talk.answer
    assert not talk.violations

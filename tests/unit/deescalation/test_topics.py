"""The questions and their words."""

from __future__ import annotations

from amends.deescalation import topics
from tests.unit.deescalation.talk import responses


def test_each_question_that_is_asked_has_words() -> None:
    asked = (topics.ORDER_NUMBER, topics.REMEDY, topics.CONTACT, topics.WHICH_OPTION, *topics.OPEN_QUESTIONS)
    for topic in asked:
        assert f"utter_clarify_{topic}" in responses(), topic


def test_background_questions_are_open_ones() -> None:
    assert set(topics.BACKGROUND) <= topics.OPEN_QUESTIONS

"""From a decision to final words."""

from __future__ import annotations

import pytest

from amends.deescalation.composing import NothingLeftToSay, compose
from amends.deescalation.decision import Bubble, Decision, Fragment
from amends.deescalation.message import view
from amends.deescalation.reading import Reading
from amends.deescalation.rulesets import Brand, PlaybookRules, Remedies
from amends.deescalation.situation import Situation
from amends.deescalation.state import ConversationState
from amends.deescalation.turn import TurnInput
from amends.deescalation.wording import Catalogue

CATALOGUE = Catalogue.from_responses(
    {
        "utter_a": [{"text": "One. Two."}],
        "utter_b": [{"text": "Three. Four."}],
        "utter_q": [{"text": "Five?"}],
    }
)


def situation(score: float) -> Situation:
    turn = TurnInput("x", Reading.from_dict({"frustration": {"score": score}}, "x"))
    rules = PlaybookRules()
    return Situation(ConversationState(), turn, view(turn, rules), rules, Remedies(), Brand())


def decision(*fragments: Fragment) -> Decision:
    return Decision("rule", ConversationState(), (Bubble(fragments),))


A = Fragment("validate", ("utter_a",), "first")
SPARE = Fragment("inform", ("utter_b",), "second", spare=True)
Q = Fragment("clarify", ("utter_q",), "third")


def test_fragments_become_one_text_with_all_moves_and_reasons() -> None:
    decided, steps = compose(decision(A, SPARE, Q), situation(0.1), CATALOGUE)
    assert [step.text for step in steps] == ["One. Two. Three. Four. Five?"]
    assert [pair["move"] for pair in steps[0].moves] == ["validate", "inform", "clarify"]
    assert steps[0].reason == "rule: first" and len(decided.state.said) == 3


def test_when_hostile_the_spare_words_go_and_the_question_stays() -> None:
    _, steps = compose(decision(A, SPARE, Q), situation(0.9), CATALOGUE)
    assert steps[0].text == "One. Two. Five?"


def test_a_needed_fragment_without_fresh_words_is_an_error() -> None:
    decided, _ = compose(decision(Q), situation(0.1), CATALOGUE)
    again = Decision("rule", decided.state, (Bubble((Q,)),))
    with pytest.raises(NothingLeftToSay):
        compose(again, situation(0.1).after(decided.state), CATALOGUE)

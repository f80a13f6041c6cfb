"""The playbook as a whole."""

from __future__ import annotations

from tests.unit.deescalation.talk import Talk, late


def test_small_talk_without_a_complaint_is_left_to_the_rules() -> None:
    for intent in ("greet", "thank", "ask_bot", "chitchat", "out_of_scope", "ask_policy", "goodbye"):
        talk = Talk().says("hello there", intent, 0.05)
        assert not talk.plans, intent


def test_the_same_state_turn_and_seed_give_the_same_words() -> None:
    assert late(Talk(seed="x")).texts == late(Talk(seed="x")).texts
    assert late(Talk(seed="x")).texts != late(Talk(seed="y")).texts

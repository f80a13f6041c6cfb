"""When the customer goes on telling."""

from __future__ import annotations

from tests.unit.deescalation.talk import Talk, late


def test_no_order_number_is_accepted_and_the_talk_goes_on_without_it() -> None:
    talk = late(Talk()).presses("no_order_number")
    assert talk.state.facts.no_order_number
    assert "order_number" not in (talk.state.asked.pending or "")
    assert talk.texts


def test_thanks_from_an_angry_customer_are_not_taken_for_thanks() -> None:
    talk = late(Talk()).says("thanks a lot for nothing, well done", "thank", 0.7, cues=("sarcasm",))
    assert "thank" not in talk.moves and "validate" in talk.moves


def test_an_answer_is_never_repeated_in_a_long_angry_conversation() -> None:
    talk = Talk()
    for turn in range(25):
        talk.says(f"still the same trouble with you people, day {turn}", "report_problem", 0.8)
        assert not talk.violations
    assert len(set(talk.all_texts)) == len(talk.all_texts)

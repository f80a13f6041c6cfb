"""When the customer answers the summary."""

from __future__ import annotations

from tests.unit.deescalation.talk import Talk, with_order


def test_the_way_from_number_to_summary_to_two_remedies_to_a_recorded_promise() -> None:
    talk = with_order(Talk())
    assert "action_look_up_order" in talk.actions and talk.moves[-1] == "paraphrase"
    assert {"affirm", "deny", "something_else"} <= set(talk.buttons)
    talk.presses("affirm")
    accepts = [button for button in talk.buttons if button.startswith("accept_remedy:")]
    assert talk.moves[-1] == "offer_options" and len(accepts) == 2
    talk.presses(accepts[0])
    assert talk.actions == ["action_record_remedy"]
    assert "will send" in talk.answer and "Monday 23 November" in talk.answer
    assert talk.state.remedying.recorded


def test_a_correction_is_owned_and_summed_up_once_more() -> None:
    talk = with_order(Talk()).presses("deny")
    assert talk.moves[-1] == "clarify"
    talk.says("the lamp came but my second parcel is missing", "correct_assistant", 0.3)
    assert "acknowledge" in talk.moves and talk.moves[-1] == "paraphrase"

from amends.web.replay.reading_view import reading_view
from tests.builders import a_reading


def test_the_strongest_cue_and_signal_come_first_and_faint_signals_are_left_out() -> None:
    cues = [{"cue": "weak", "span": [0, 2], "weight": 0.2}, {"cue": "strong", "span": [3, 5], "weight": -0.9}]
    reading = a_reading(frustration={"score": 0.6, "band": "frustrated", "cues": cues})
    view = reading_view(reading, "so what now")
    assert [cue.name for cue in view.cues] == ["strong", "weak"]
    assert view.signals == [("complaint", 0.97)]


def test_other_intents_do_not_repeat_the_chosen_one() -> None:
    view = reading_view(a_reading("report_defect"), "it broke")
    assert (view.intent, view.confidence) == ("report_defect", 0.91)
    assert view.others == [("ask_order_status", 0.05)]


def test_without_a_reading_the_text_is_still_there() -> None:
    view = reading_view(None, "hello")
    assert "".join(piece.text for piece in view.pieces) == "hello"
    assert (view.intent, view.score, view.signals) == ("", None, [])

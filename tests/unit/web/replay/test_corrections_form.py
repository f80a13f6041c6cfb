import pytest

from amends.records.corrections import Wrong
from amends.web.replay.corrections_form import BadCorrection, ReadAs, one_line, read_as, signal_of, wrongs_of
from tests.builders import a_reading


def as_read() -> ReadAs:
    record = {"reading": a_reading(), "moves": [{"move": "acknowledge"}, {"move": "inform"}]}
    return read_as(record)


def test_a_record_is_read_in_the_names_of_corrections() -> None:
    was = as_read()
    assert (was.intent, was.band, was.moves) == (
        "report_late_delivery",
        "frustrated",
        ["acknowledge", "inform"],
    )
    assert was.signals["complaint"]
    assert not was.signals["abuse"]
    assert read_as({}).intent == read_as({"reading": None, "moves": None}).band == ""


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"intent": "report_ignored"}, Wrong("intent", "report_late_delivery", "report_ignored")),
        ({"band": "hostile"}, Wrong("band", "frustrated", "hostile")),
        ({"signal": "abuse"}, Wrong("signal", "abuse: no", "abuse: yes")),
        ({"signal": "complaint"}, Wrong("signal", "complaint: yes", "complaint: no")),
        ({"move_was": "inform", "move_right": "apologise"}, Wrong("move", "inform", "apologise")),
        ({"move_was": "inform"}, Wrong("move", "inform", "")),
        ({"move_right": "apologise"}, Wrong("move", "", "apologise")),
    ],
)
def test_what_is_filled_in_is_what_was_wrong(fields: dict[str, str], wrong: Wrong) -> None:
    assert wrongs_of(fields, as_read()) == [wrong]


def test_several_things_may_be_wrong_at_once() -> None:
    fields = {"intent": "greet", "band": "calm", "signal": "abuse", "move_was": "inform"}
    assert [wrong.subject for wrong in wrongs_of(fields, as_read())] == ["intent", "band", "signal", "move"]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "at least one"),
        ({"intent": "report_nothing"}, "no intent that is known"),
        ({"intent": "report_late_delivery"}, "already"),
        ({"band": "furious"}, "no band that is known"),
        ({"signal": "anger"}, "no signal"),
        ({"move_was": "close", "move_right": "thank"}, "made no move"),
        ({"move_was": "inform", "move_right": "inform"}, "already"),
        ({"move_right": "inform"}, "not missing"),
        ({"move_right": "hug"}, "no move that is known"),
    ],
)
def test_what_makes_no_correction_is_refused_in_words(fields: dict[str, str], said: str) -> None:
    with pytest.raises(BadCorrection, match=said):
        wrongs_of(fields, as_read())


def test_signals_and_lines_are_written_as_they_are_read() -> None:
    assert signal_of("abuse: yes") == ("abuse", True)
    assert signal_of("abuse: no") == ("abuse", False)
    assert one_line(" a\r\n b\tc\u2028d\x07 ") == "a b c d"

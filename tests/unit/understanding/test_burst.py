import pytest

from amends.understanding.burst import merge
from amends.understanding.reader import Reader
from amends.understanding.reading import Reading

TEXTS = ["hello!!", "my order A-1003 STILL hasn't arrived, it is late", "call me: jane@example.com"]


def _button(intent: str) -> Reading:
    return Reading.from_dict(
        {"intent": {"name": intent, "confidence": 1.0}, "frustration": {"score": 0.05, "cues": []}}
    )


def test_one_message_stays_as_it_is(reader: Reader) -> None:
    readings = reader.read(["thank you"])
    assert merge(readings, ["thank you"]) == ("thank you", readings[0])


def test_spans_move_to_the_joined_text(reader: Reader) -> None:
    text, merged = merge(reader.read(TEXTS), TEXTS)
    assert text == "\n".join(TEXTS)
    values = {text[one.start : one.end] for one in merged.entities}
    assert {"A-1003", "jane@example.com"} <= values
    assert merged.frustration.cues[0].span == (0, len(text))
    assert "!!" in {text[slice(*cue.span)] for cue in merged.frustration.cues if cue.cue == "punctuation"}


def test_what_the_customer_wants_comes_before_the_greeting(reader: Reader) -> None:
    _, merged = merge(reader.read(TEXTS), TEXTS)
    assert merged.intent[0] == "report_late_delivery" and "greet" not in merged.intents


def test_signals_are_the_highest(reader: Reader) -> None:
    texts = ["hello", "I want to speak to a human"]
    readings = reader.read(texts)
    _, merged = merge(readings, texts)
    highest = {k: max(readings[0].signals[k], readings[1].signals[k]) for k in readings[0].signals}
    assert merged.signals | {"out_of_scope": 0.0} == highest | {"out_of_scope": 0.0}


def test_a_picture_leaves_the_turn_in_scope(reader: Reader) -> None:
    texts = ["my parcel is a week late", "😡😡"]
    readings = reader.read(texts)
    _, merged = merge(readings, texts)
    assert merged.intent[0] == readings[0].intent[0] and "out_of_scope" not in merged.intents
    assert merged.signals["out_of_scope"] == readings[0].signals["out_of_scope"]


def test_the_same_evidence_twice_is_not_twice_as_angry(reader: Reader) -> None:
    texts = ["this is ridiculous", "ridiculous"]
    readings = reader.read(texts)
    _, merged = merge(readings, texts)
    assert merged.frustration.score == pytest.approx(max(one.frustration.score for one in readings), abs=0.15)
    assert merged.frustration.score >= max(one.frustration.score for one in readings) - 1e-9


def test_a_button_leads_and_adds_no_text(reader: Reader) -> None:
    readings = [reader.read(["I'm fed up with this"])[0], _button("request_agent")]
    text, merged = merge(readings, ["I'm fed up with this", ""])
    assert text == "I'm fed up with this"
    assert merged.intent == ("request_agent", 1.0)
    assert merged.frustration.score == pytest.approx(readings[0].frustration.score)


def test_buttons_alone_are_calm() -> None:
    _, merged = merge([_button("affirm"), _button("request_agent")], ["", ""])
    assert merged.frustration.band == "calm"


def test_an_empty_burst_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        merge([], [])

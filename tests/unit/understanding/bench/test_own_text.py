import pytest

from amends.understanding.bench.held_out import HeldOut
from amends.understanding.bench.own_text import cues, frustration, intents, own_text, signal
from amends.understanding.rows import Row
from tests.unit.understanding.bench.conftest import reading_of


def held_out(text: str, **known: object) -> HeldOut:
    return HeldOut(Row(text, **known), reading_of(text))  # type: ignore[arg-type]


def test_frustration_is_held_against_the_judged_number() -> None:
    score = reading_of("bad").frustration.score
    found = frustration([held_out("bad", score=score), held_out("bad one", score=score - 0.3)])
    assert found["calibration_error"] == pytest.approx(0.15, abs=1e-3)
    assert (found["lean"], found["band_accuracy"], found["band_near"]) == (
        pytest.approx(0.15, abs=1e-3),
        0.5,
        1.0,
    )


def test_a_signal_is_measured_on_rows_that_say_something_of_it() -> None:
    rows = [
        held_out("bad", signals={"abuse": 1.0}),
        held_out("bad luck", signals={"abuse": 0.0}),
        held_out("bad day", signals={"complaint": 1.0}),
        held_out("fine", signals={"abuse": 0.0}),
    ]
    found = signal(rows, "abuse")
    assert (found["rows"], found["positives"], found["precision"], found["recall"]) == (3, 1, 0.5, 1.0)


def test_cues_are_held_against_what_was_underlined() -> None:
    rows = [
        held_out("bad!", score=0.9, cues=("punctuation", "waiting")),
        held_out("hm!", score=0.1, cues=()),
        held_out("!", score=0.1),
    ]
    found = cues(rows)
    assert found["punctuation"] == {"rows": 1, "precision": 0.5, "recall": 1.0, "f1": 0.667}
    assert (found["waiting"]["recall"], found["waiting"]["precision"]) == (0.0, None)
    assert "wording" not in found


def test_each_intent_names_what_it_is_taken_for() -> None:
    rows = [
        held_out("hello", intent="greet"),
        held_out("bye", intent="goodbye"),
        held_out("ta", intent="thank"),
    ]
    found = intents(rows)
    assert (found["top1"], found["top3"]) == (pytest.approx(0.3333), pytest.approx(0.6667))
    assert found["labels"]["goodbye"]["taken_for"] == {"greet": 1}


def test_everything_is_measured_in_one_go() -> None:
    rows = [
        held_out(f"bad {number}", score=0.9, signals={"abuse": 1.0}, cues=(), register="chat")
        for number in range(20)
    ]
    found = own_text([*rows, held_out("hello", intent="greet")])
    assert found["rows"] == 21
    assert found["frustration"]["slices"]["register"]["chat"]["rows"] == 20
    assert found["intents"]["rows"] == 1
    assert [one["rows"] for one in found["frustration"]["bins"]] == [20]

import json
from pathlib import Path

from amends.records.corrections import Taught
from amends.records.tables import Correction
from amends.rulebook.nlu_file import Example, load_examples
from amends.web.replay import known
from amends.web.replay.export_files import nlu_file, readings_file
from tests.builders import a_reading


def taught(subject: str, was: str, right: str, text: str, *, turn: int = 1) -> Taught:
    correction = Correction(
        conversation_id="c1", turn_number=turn, subject=subject, was=was, right=right, text=text
    )
    return Taught(correction, {"reading": a_reading()})


HOSTILE_TEXTS = [
    "- a list?",
    "order [A-1003](order_number) and {x}",
    "#hash: 'quotes' \"double\" | pipe > fold",
    "two\nlines\r\nand\ttab",
    "bell \x07 separator \u2028 end",
    "null",
    "&anchor *alias !tag %d @at `tick`",
    "é ß 漢字 🙂",
    "   spaces   ",
    "[]",
]


def test_intents_become_examples_that_are_read_as_they_were_meant(tmp_path: Path) -> None:
    rows = [taught("intent", "greet", "report_ignored", text) for text in HOSTILE_TEXTS]
    rows += [taught("intent", "greet", "thank", "cheers"), taught("intent", "greet", "thank", "cheers")]
    rows += [taught("band", "calm", "hostile", "not this"), taught("move", "close", "", "nor this")]
    path = tmp_path / "corrections.yml"
    path.write_text(nlu_file(rows), encoding="utf-8")
    examples = load_examples(path, known.intents())
    assert [each.text for each in examples if each.intent == "report_ignored"] == [
        "a list?",
        "order (A-1003)(order_number) and {x}",
        "#hash: 'quotes' \"double\" | pipe > fold",
        "two lines and tab",
        "bell separator end",
        "null",
        "&anchor *alias !tag %d @at `tick`",
        "é ß 漢字 🙂",
        "spaces",
        "()",
    ]
    assert [each for each in examples if each.intent == "thank"] == [Example("thank", "cheers")]


def test_without_intents_there_is_no_file() -> None:
    assert nlu_file([taught("band", "calm", "hostile", "x")]) == ""
    assert nlu_file([taught("intent", "greet", "thank", "-")]) == ""


def test_a_row_has_the_band_alone_or_all_signals_as_they_would_be_right() -> None:
    rows = [
        taught("band", "frustrated", "hostile", "you fools"),
        taught("signal", "abuse: no", "abuse: yes", "you fools", turn=2),
        taught("signal", "complaint: yes", "complaint: no", "you fools", turn=2),
        taught("band", "frustrated", "calm", "fine", turn=3),
        taught("signal", "wants_human: no", "wants_human: yes", "fine", turn=3),
        taught("intent", "greet", "thank", "not this", turn=4),
    ]
    assert [json.loads(line) for line in readings_file(rows).splitlines()] == [
        {"text": "you fools", "band": "hostile"},
        {"text": "you fools", "signals": ["abuse"]},
        {"text": "fine", "band": "calm", "signals": ["complaint", "wants_human"]},
    ]

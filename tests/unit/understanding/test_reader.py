import json
from pathlib import Path

import numpy as np
import pytest

from amends.understanding.reader import Reader, combine, heed_complaint
from amends.understanding.reading import SIGNALS, Reading
from amends.understanding.storage import ModelUnreadable

STRANGE = [
    "",
    "   ",
    "\n\n\t",
    "???",
    "😡😡😡",
    "👨‍👩‍👧‍👦",
    "مرحبا أين طلبي؟",
    "שלום, איפה ההזמנה שלי",
    "订单在哪里",
    "a\x00b\x07\x1b[31mred",
    "\u202eevil\u202c",
    "\ud83d lone surrogate",
    "<script>alert(1)</script>",
    "/request_agent{}",
    "x" * 4000,
    "where is my order " * 222,
    "https://example.com/only/a/link",
    "@OnlyAMention",
]


@pytest.mark.parametrize("text", STRANGE)
def test_no_text_breaks_a_reading(reader: Reader, text: str) -> None:
    found = reader.read([text])[0].to_dict()
    json.dumps(found)
    assert 0.0 < found["frustration"]["score"] < 1.0
    assert set(found["signals"]) == set(SIGNALS)
    assert all(0.0 <= value <= 1.0 for value in found["signals"].values())
    assert found["intent"]["name"] == found["intent_ranking"][0]["name"]
    assert all(0 <= cue["span"][0] <= cue["span"][1] <= len(text) for cue in found["frustration"]["cues"])


def test_a_text_reads_the_same_alone_and_among_others(reader: Reader) -> None:
    text = "The vase arrived broken. Also you charged me twice for it."
    assert reader.read([text])[0] == reader.read(["hi", text, "WORST COMPANY EVER!!"])[1]


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("I want to talk to a real person please", "request_agent"),
        ("hello there", "greet"),
        ("my order still hasn't arrived, it is a week late", "report_late_delivery"),
        ("you charged my card twice", "report_double_charge"),
        ("I cannot log in any more", "report_cannot_sign_in"),
        ("is there anything else you can offer me", "ask_alternatives"),
        ("what is the capital of france", "out_of_scope"),
        ("@ShopCo my parcel arrived smashed to bits #fail https://t.example/x", "report_damaged_item"),
    ],
)
def test_a_clear_message_gets_its_intent(reader: Reader, text: str, intent: str) -> None:
    assert reader.read([text])[0].intent[0] == intent


def test_one_clear_wish_is_found_in_a_rambling_message(reader: Reader) -> None:
    text = (
        "So my mother in law was visiting, lovely woman. We had tea and the dog was nervous all day. "
        "It rained as well, typical. Anyway. Connect me to a human agent please."
    )
    assert "request_agent" in reader.read([text])[0].intents


def test_two_issues_are_both_found(reader: Reader) -> None:
    found = reader.read(["The vase arrived broken. Also you charged me twice for it."])[0].intents
    assert {"report_damaged_item", "report_overcharge"} <= set(found)


def test_small_talk_around_a_wish_is_not_the_intent(reader: Reader) -> None:
    found = reader.read(["Hello there! The vase I got arrived broken. Thank you very much."])[0]
    assert found.intent[0] == "report_damaged_item"
    assert not {"greet", "thank"} & set(found.intents)


@pytest.mark.parametrize(
    "text", ["my parcel arrived broken", "Hello, one item is missing from my order, could you check?"]
)
def test_a_polite_report_is_a_complaint_and_nearly_calm(reader: Reader, text: str) -> None:
    found = reader.read([text])[0]
    assert found.frustration.band in ("calm", "irritated") and found.frustration.score < 0.4
    assert found.signals["complaint"] > 0.6


def test_codes_in_capitals_are_calm_and_shouting_is_not(reader: Reader) -> None:
    code, shout = reader.read(
        ["SKU XR-2200-BLK, ORDER A-1019", "WHERE IS MY MONEY YOU LIARS!!! WORST COMPANY EVER"]
    )
    assert code.frustration.band == "calm"
    assert shout.frustration.score > 0.6


def test_bands_rise_with_the_words(reader: Reader) -> None:
    texts = [
        "thank you, that helps",
        "I'm still waiting for an answer, this is getting annoying",
        "This is ridiculous, the third time I call and nobody cares",
        "FUCK YOU, you thieving liars, worst company ever!!!",
    ]
    scores = [one.frustration.score for one in reader.read(texts)]
    assert scores == sorted(scores) and scores[0] < 0.25 and scores[3] > 0.75


def test_without_sentences_the_whole_message_decides() -> None:
    whole = np.asarray([0.7, 0.3])
    combined, noticed = combine(("greet", "report_problem"), whole, [], [])
    assert list(combined) == [0.7, 0.3] and list(noticed) == [True, False]


def test_a_sure_sentence_lifts_its_intent_and_drops_small_talk() -> None:
    names = ("greet", "report_problem")
    rows = [np.asarray([0.99, 0.01]), np.asarray([0.05, 0.95])]
    combined, noticed = combine(names, np.asarray([0.6, 0.4]), rows, [3, 12])
    assert combined[1] > combined[0] and list(noticed) == [False, True]
    assert combined.sum() == pytest.approx(1.0)


def test_a_complaint_takes_belief_from_small_talk_only() -> None:
    names = ("thank", "report_problem", "out_of_scope")
    before = np.asarray([0.5, 0.3, 0.2])
    assert list(heed_complaint(names, before, 0.4)) == list(before)
    after = heed_complaint(names, before, 0.95)
    assert after.argmax() == 1 and after.sum() == pytest.approx(1.0)


def test_a_reading_survives_its_json_form(reader: Reader) -> None:
    found = reader.read(["Where is my order A-1003? I'm fed up!!"])[0].to_dict()
    assert Reading.from_dict(json.loads(json.dumps(found))).to_dict() == found


def test_a_folder_without_a_model_says_so(tmp_path: Path) -> None:
    with pytest.raises(ModelUnreadable, match=r"reader\.json"):
        Reader.load(tmp_path)

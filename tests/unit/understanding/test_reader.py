import json
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amends.understanding.reader import Reader
from amends.understanding.reading import SIGNALS, Reading
from amends.understanding.storage import SETTINGS_NAME, ModelUnreadable

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
    "y" + "\u0336" * 3000,
    "12 " * 1500,
    "'a " * 1500,
    "?!" * 3000,
    "\u0130" * 4000,
    "\ufdfa" * 4000,
]
UNREADABLE = [
    "",
    " \n",
    "???",
    "😡😡😡",
    "🎉",
    "dónde está mi paquete",
    "Mein Paket ist immer noch nicht da",
    "mera parcel abhi tak nahi aaya",
    "我的包裹在哪里",
    "где моя посылка",
    "أين طردي",
    "zk" * 2500,
    "TG9yZW0gaXBzdW0gZG9sb3Igc2l0IGFtZXQsIGNvbnNlY3RldHVy" * 4,
]


@pytest.mark.parametrize("text", UNREADABLE)
def test_what_cannot_be_read_is_out_of_scope_and_believed_little(reader: Reader, text: str) -> None:
    found = reader.read([text])[0]
    assert found.intent[0] == "out_of_scope" and found.intent[1] < 0.4
    assert found.signals["out_of_scope"] > 0.8
    assert found.frustration.band in ("calm", "irritated") or "😡" in text


@settings(
    max_examples=60,
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(text=st.text(max_size=300) | st.text("ab1?!'\" .,\u0301\u200d\u202eé😡", max_size=600))
def test_any_text_gets_a_reading_with_its_places_inside_the_text(reader: Reader, text: str) -> None:
    found = reader.read([text])[0].to_dict()
    json.dumps(found)
    spans = [cue["span"] for cue in found["frustration"]["cues"]]
    spans += [[one["start"], one["end"]] for one in found["entities"]]
    assert all(0 <= start <= end <= len(text) for start, end in spans)
    assert all(0.0 <= value <= 1.0 for value in found["signals"].values())


@pytest.mark.parametrize(
    ("quoted", "own"),
    [
        ("your colleague wrote 'you are an idiot'", "you are an idiot"),
        ('the agent told me "shut up you moron" on the phone', "shut up you moron"),
        ("He said “piss off” when I asked for the parcel", "Piss off"),
    ],
)
def test_quoted_insults_are_neither_abuse_nor_hostile(reader: Reader, quoted: str, own: str) -> None:
    others, customers = reader.read([quoted, own])
    assert others.signals["abuse"] < 0.35 < customers.signals["abuse"]
    assert others.frustration.band != "hostile" and others.frustration.score < customers.frustration.score
    assert not {"profanity", "intensity"} & {cue.cue for cue in others.frustration.cues}


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
    found = reader.read(["The vase arrived broken. Also the driver was very rude to my wife."])[0].intents
    assert {"report_damaged_item", "report_rude_treatment"} <= set(found)


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


def test_a_reading_survives_its_json_form(reader: Reader) -> None:
    found = reader.read(["Where is my order A-1003? I'm fed up!!"])[0].to_dict()
    assert Reading.from_dict(json.loads(json.dumps(found))).to_dict() == found


def test_a_model_of_another_version_says_so(model_folder: Path, tmp_path: Path) -> None:
    older = shutil.copytree(model_folder, tmp_path / "older")
    settings = json.loads((older / SETTINGS_NAME).read_text(encoding="utf-8"))
    settings["frustration"]["weights"].popitem()
    (older / SETTINGS_NAME).write_text(json.dumps(settings), encoding="utf-8")
    with pytest.raises(ModelUnreadable, match="another version"):
        Reader.load(older)


def test_a_folder_without_a_model_says_so(tmp_path: Path) -> None:
    with pytest.raises(ModelUnreadable, match=r"reader\.json"):
        Reader.load(tmp_path)

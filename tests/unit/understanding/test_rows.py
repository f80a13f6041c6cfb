import json
import re
from collections import Counter
from pathlib import Path

import pytest

from amends.understanding.cue_patterns import CUE_OF_KEY
from amends.understanding.reading import SIGNALS
from amends.understanding.rows import BadRow, Row, read_nlu, read_readings, with_marks

DATA = Path(__file__).resolve().parents[3] / "data"
INTENT_NAMES = (
    "report_late_delivery report_missing_item report_damaged_item report_wrong_item report_defect "
    "report_overcharge report_double_charge report_refund_missing report_cannot_sign_in "
    "report_account_problem report_cannot_cancel report_privacy_worry report_outage "
    "report_rude_treatment report_ignored report_broken_promise report_poor_quality "
    "report_cancelled_by_us report_unwanted_change report_problem "
    "ask_order_status ask_refund ask_compensation ask_cancel ask_policy ask_how_to ask_case_status "
    "ask_waiting_time ask_what_next ask_alternatives ask_attachment "
    "affirm deny correct_assistant give_details accept_remedy reject_remedy propose_remedy "
    "already_told_you does_not_help do_not_understand do_not_believe "
    "no_order_number decline_contact request_agent greet goodbye thank ask_bot chitchat forget_it "
    "out_of_scope "
)
INTENTS = set(INTENT_NAMES.split())


def test_every_agreed_intent_has_at_least_60_rows() -> None:
    counts = Counter(row.intent for row in read_nlu(DATA / "nlu")[0])
    assert set(counts) == INTENTS
    assert not {name: count for name, count in counts.items() if count < 60}
    assert counts["out_of_scope"] >= 250


def test_no_row_stands_twice_under_the_intents() -> None:
    counts = Counter(row.text.lower() for row in read_nlu(DATA / "nlu")[0])
    assert not [text for text, count in counts.items() if count > 1]


def test_each_file_opens_with_what_its_intents_are() -> None:
    for path in (DATA / "nlu").glob("*.yml"):
        opening = re.match(r"(?:#.*\n)+", path.read_text(encoding="utf-8"))
        assert opening and "neighbour" in opening.group(0), path.name


def test_judged_rows_cover_every_band_signal_and_cue() -> None:
    rows = read_readings(DATA / "readings")
    scores = [row.score for row in rows if row.score is not None]
    assert len(scores) >= 1500
    assert all(sum(low <= score < low + 0.25 for score in scores) >= 300 for low in (0.0, 0.25, 0.5, 0.75))
    assert all(sum(row.signals.get(name, 0.0) for row in rows) >= 100 for name in SIGNALS)
    cues = Counter(cue for row in rows for cue in row.cues or ())
    assert set(cues) == set(CUE_OF_KEY.values())
    assert not {cue: count for cue, count in cues.items() if count < 60}


def test_judged_rows_come_from_many_kinds_of_business_and_registers() -> None:
    rows = read_readings(DATA / "readings")
    businesses = Counter(row.business for row in rows if row.business)
    assert len([name for name, count in businesses.items() if count >= 20]) >= 20
    registers = {row.register for row in rows if row.register}
    assert registers == {"tweet", "chat", "email", "review", "talk", "voice", "to_bot", "form"}


def test_no_judged_row_stands_twice() -> None:
    counts = Counter(row.text.strip().lower() for row in read_readings(DATA / "readings"))
    assert not [text for text, count in counts.items() if count > 1]


def test_product_words_come_as_a_lookup() -> None:
    assert "sofa" in read_nlu(DATA / "nlu")[1]["product"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "JSON"),
        ('{"band": "calm"}', "text"),
        ('{"text": " "}', "empty"),
        ('{"text": "x", "band": "cross"}', "band"),
        ('{"text": "x", "signals": ["rage"]}', "rage"),
        ('{"text": "x", "cues": ["frowning"]}', "no cue is called frowning"),
    ],
)
def test_a_bad_row_is_named_by_file_and_line(tmp_path: Path, line: str, reason: str) -> None:
    good = json.dumps({"text": "fine", "band": "calm"})
    (tmp_path / "mine.jsonl").write_text(f"{good}\n\n{line}\n", encoding="utf-8")
    with pytest.raises(BadRow, match=rf"mine\.jsonl, line 3.*{reason}"):
        read_readings(tmp_path)


def test_a_band_becomes_a_number_and_missing_signals_are_a_no(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(
        '{"text": "x", "band": "hostile", "signals": ["abuse"]}', encoding="utf-8"
    )
    row = read_readings(tmp_path)[0]
    assert row.score == pytest.approx(0.88)
    assert (
        row.signals["abuse"] == 1.0 and row.signals["complaint"] == 0.0 and "out_of_scope" not in row.signals
    )


def test_an_intent_brings_its_signals_along() -> None:
    row = with_marks([Row("my vase broke", intent="report_damaged_item")])[0]
    assert row.signals["complaint"] == 1.0 and row.signals["wants_human"] == 0.0


def test_a_row_with_a_register_says_no_to_what_it_does_not_name(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(
        '{"text": "do you deliver to lighthouses", "band": "calm", "signals": []}\n'
        '{"text": "do you deliver to igloos", "band": "calm", "signals": [], "cues": ["waiting"], '
        '"business": "retail", "register": "chat"}\n',
        encoding="utf-8",
    )
    older, newer = read_readings(tmp_path)
    assert "out_of_scope" not in older.signals and newer.signals["out_of_scope"] == 0.0
    assert (newer.cues, newer.business, newer.register) == (("waiting",), "retail", "chat")

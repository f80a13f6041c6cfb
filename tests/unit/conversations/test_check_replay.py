import copy
import json
from pathlib import Path
from typing import Any

import pytest

from tests.conversations.check_replay import asked_in_words, check, main

Line = dict[str, Any]
SOURCE = {"d1": ["my parcel is late", "it is A-1001", "thanks"]}


def reply(text: str, move: str, response: str | None = None) -> Line:
    return {"text": text, "move": move, "response": response or f"utter_{move}_something", "buttons": []}


def turn(text: str, score: float, change: float, *said: Line, **more: Any) -> Line:
    reading = {"intent": {"name": "give_details", "confidence": 0.9}, "signals": {"wants_human": 0.1}}
    contributions = [{"source": "theirs", "reason": "wording", "value": change}]
    return {
        "speaker": "customer",
        "text": text,
        "reading": reading,
        "ledger": {"score": score, "band": "irritated", "contributions": contributions},
        "moves": [{"move": one["move"], "reason": "because"} for one in said],
        "replies": list(said),
        "holder": "assistant",
        "handoff": None,
        "case_reference": None,
        "steps": [],
        **more,
    }


def good_line() -> Line:
    return {
        "dialogue_id": "d1",
        "conversation_id": "c1",
        "turns": [
            turn(
                "my parcel is late",
                0.4,
                0.4,
                reply("I am an automated assistant. A late parcel is a nuisance.", "acknowledge"),
                reply("Which order is it?", "clarify"),
            ),
            turn(
                "it is A-1001",
                0.3,
                -0.1,
                reply("I have logged this as C-2026-000001.", "inform"),
                reply("Is that right?", "paraphrase"),
                case_reference="C-2026-000001",
                steps=[{"action": "action_log_complaint"}],
            ),
            turn("thanks", 0.2, -0.1, reply("Goodbye.", "close")),
        ],
        "case": {"reference": "C-2026-000001"},
        "handoff": None,
        "promises": [],
    }


def rules_broken(line: Line) -> set[str]:
    return {violation.rule for violation in check([line], SOURCE)}


def test_a_decent_conversation_breaks_no_rule() -> None:
    assert check([good_line()], SOURCE) == []


def lose_a_turn(line: Line) -> None:
    del line["turns"][1]


def say_nothing(line: Line) -> None:
    line["turns"][2]["replies"] = []


def end_in_error(line: Line) -> None:
    line["error"] = "turn 3: no answer"


def change_a_text(line: Line) -> None:
    line["turns"][0]["text"] = "my parcel is great"


def read_nothing(line: Line) -> None:
    line["turns"][0]["reading"] = None


def forget_the_case(line: Line) -> None:
    line["case"] = None


def repeat_in_other_capitals(line: Line) -> None:
    line["turns"][1]["replies"][1]["text"] = "which order IS it"


def ignore_wish_for_a_person(line: Line) -> None:
    line["turns"][1]["reading"]["intent"]["name"] = "request_agent"


def ask_a_third_time(line: Line) -> None:
    for number, one in enumerate(line["turns"]):
        one["replies"] = [reply(f"I am a bot. Question {number}?", "clarify", "utter_clarify_order")]
        one["moves"] = [{"move": "clarify", "reason": ""}]


def claim_a_log_without_proof(line: Line) -> None:
    line["turns"][1]["case_reference"] = None
    line["turns"][1]["replies"][0]["text"] = "I have logged this for you."


def name_another_case(line: Line) -> None:
    line["turns"][1]["replies"][0]["text"] = "Your number is C-2026-000999."


def claim_a_refund_without_proof(line: Line) -> None:
    line["turns"][1]["replies"][0]["text"] = "We have refunded you."


def end_in_a_dead_end(line: Line) -> None:
    line["turns"][1]["replies"][1]["text"] = "That is sad."


def hide_the_bot(line: Line) -> None:
    line["turns"][0]["replies"][0]["text"] = "A late parcel is a nuisance."


def claim_to_be_human(line: Line) -> None:
    line["turns"][2]["replies"][0]["text"] = "I'm a real person, goodbye."


def hand_off_at_once(line: Line) -> None:
    line["turns"][0]["handoff"] = {"handoff_id": 1, "reason": "severity_high"}
    line["turns"][0]["moves"] = [{"move": "hand_off", "reason": ""}, {"move": "clarify", "reason": ""}]


def pretend_they_asked(line: Line) -> None:
    line["turns"][1]["handoff"] = {"handoff_id": 1, "reason": "customer_asked"}


def miscount_the_ledger(line: Line) -> None:
    line["turns"][1]["ledger"]["score"] = 0.9


BROKEN = [
    (lose_a_turn, "nothing lost"),
    (say_nothing, "nothing lost"),
    (end_in_error, "nothing lost"),
    (change_a_text, "nothing lost"),
    (read_nothing, "nothing lost"),
    (forget_the_case, "ends with a case or a handoff"),
    (repeat_in_other_capitals, "1 no text twice"),
    (ignore_wish_for_a_person, "5 a person when asked"),
    (ask_a_third_time, "5 a person after two failures"),
    (claim_a_log_without_proof, "7 claims are proven"),
    (name_another_case, "7 claims are proven"),
    (claim_a_refund_without_proof, "7 claims are proven"),
    (end_in_a_dead_end, "12 no dead end"),
    (hide_the_bot, "13 truthful labels"),
    (claim_to_be_human, "13 truthful labels"),
    (hand_off_at_once, "heard before handed off"),
    (pretend_they_asked, "heard before handed off"),
    (miscount_the_ledger, "ledger adds up"),
]


@pytest.mark.parametrize(("spoil", "rule"), BROKEN, ids=[spoil.__name__ for spoil, _ in BROKEN])
def test_each_rule_bites(spoil: Any, rule: str) -> None:
    line = copy.deepcopy(good_line())
    spoil(line)
    assert rule in rules_broken(line)


def test_a_person_after_two_failed_questions_is_enough() -> None:
    line = good_line()
    ask_a_third_time(line)
    line["turns"][1]["replies"][0]["buttons"] = [{"id": "request_agent", "title": "Talk to a person"}]
    assert "5 a person after two failures" not in rules_broken(line)


def test_an_urgent_reason_may_be_handed_off_at_once() -> None:
    line = good_line()
    line["turns"][0]["handoff"] = {"handoff_id": 1, "reason": "vulnerable_customer"}
    assert "heard before handed off" not in rules_broken(line)


def test_a_missing_dialogue_is_found() -> None:
    assert [violation.rule for violation in check([], SOURCE)] == ["nothing lost"]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Let me talk to a manager", True),
        ("I need a human now!", True),
        ("I waited two hours to speak to an agent", False),
        ("My agent said it would come", False),
    ],
)
def test_asking_for_a_person_is_told_from_telling_of_one(text: str, asked: bool) -> None:
    assert asked_in_words(text) is asked


def test_the_program_exits_with_one_when_a_promise_is_broken(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    turns = [{"speaker": "customer", "text": text} for text in SOURCE["d1"]]
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text(json.dumps({"dialogue_id": "d1", "turns": turns}) + "\n", encoding="utf-8")
    line = good_line()
    out.write_text(json.dumps(line) + "\n", encoding="utf-8")
    assert main([str(out), "--source", str(source)]) == 0
    forget_the_case(line)
    out.write_text(json.dumps(line) + "\n", encoding="utf-8")
    assert main([str(out), "--source", str(source)]) == 1
    assert "[ends with a case or a handoff] d1" in capsys.readouterr().out
    assert main([str(tmp_path / "none.jsonl"), "--source", str(source)]) == 2

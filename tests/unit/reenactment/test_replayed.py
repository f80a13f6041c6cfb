import json
from pathlib import Path
from typing import Any

import pytest

from amends.reenactment.replayed import NO_LABEL, BadReplay, Times, count, read_replayed
from amends.reenactment.report_page import check, page, write_report

CANARY = "Zanzibar canary words"


def turn(score: float, band: str, **more: Any) -> dict[str, Any]:
    return {
        "speaker": "customer",
        "text": CANARY,
        "reading": {"intent": {"name": "report_problem"}, "frustration": {"cues": [{"cue": CANARY}]}},
        "ledger": {"score": score, "band": band, "contributions": [{"reason": CANARY}]},
        "moves": [{"move": "acknowledge", "reason": CANARY}, {"move": "inform", "reason": CANARY}],
        "replies": [{"text": CANARY}],
        "handoff": None,
        "elapsed_ms": 20.0,
        "waited_ms": 100.0,
        **more,
    }


def line(name: str, turns: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    return {"dialogue_id": name, "turns": turns, "case": None, "handoff": None, "promises": [], **more}


CASE = {"category": "delivery", "severity": "high", "priority": "high", "narrative": CANARY}
LINES = [
    line("a", [turn(0.1, "calm"), turn(0.7, "frustrated"), turn(0.4, "irritated")], case=CASE),
    line(
        "b",
        [turn(0.9, "hostile", handoff={"reason": "customer_asked", "summary": CANARY})],
        handoff={"reason": "customer_asked", "summary": CANARY},
        promises=[{"who": CANARY, "what": CANARY, "status": "open"}],
    ),
    line("c", [], error=f"turn 1: {CANARY}"),
]


def test_everything_is_counted_once() -> None:
    found = count(LINES)
    assert (found.conversations, found.turns, found.errors, found.cases) == (3, 4, 1, 1)
    assert found.handoffs == {"customer_asked": 1} and found.handed_off == 1
    assert found.handoff_turns.p50 == 1
    assert found.bands == {"calm": 1, "irritated": 1, "frustrated": 1, "hostile": 1}
    assert found.peaks == {"frustrated": 1, "hostile": 1, NO_LABEL: 1}
    assert found.moves == {"acknowledge": 4, "inform": 4}
    assert found.promises == {"open": 1}
    assert found.inside_ms == Times(20.0, 20.0)


def test_no_words_of_anybody_reach_the_page() -> None:
    spoiled = json.loads(json.dumps(LINES))
    spoiled[0]["case"] |= {"category": CANARY, "severity": CANARY, "priority": CANARY}
    spoiled[1]["handoff"]["reason"] = spoiled[1]["promises"][0]["status"] = CANARY
    spoiled[0]["turns"][0]["ledger"]["band"] = CANARY
    spoiled[0]["turns"][0]["moves"][0]["move"] = CANARY
    spoiled[0]["turns"][0]["reading"]["intent"]["name"] = CANARY
    for lines in (LINES, spoiled):
        text = page(count(lines), "FILE.jsonl", "none")
        assert not any(word in text for word in CANARY.split())
        assert "| customer turns | 4 |" in text


def test_the_page_is_written_where_it_is_asked_for(tmp_path: Path) -> None:
    out, to = tmp_path / "out.jsonl", tmp_path / "report.md"
    out.write_text("".join(json.dumps(one) + "\n" for one in LINES), encoding="utf-8")
    write_report(out, to, None)
    text = to.read_text(encoding="utf-8")
    assert "not checked" in text and "| hostile | 1 | 25 % |" in text


def test_broken_promises_come_as_counts_only(tmp_path: Path) -> None:
    out, source = tmp_path / "out.jsonl", tmp_path / "in.jsonl"
    out.write_text(json.dumps(line("a", [])) + "\n", encoding="utf-8")
    rows = [{"dialogue_id": name, "turns": [{"speaker": "customer", "text": CANARY}]} for name in ("a", "z")]
    source.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    verdict = check(out, source)
    assert "nothing lost" in verdict and CANARY not in verdict
    assert "no verdict" in check(out, tmp_path / "missing.jsonl")


@pytest.mark.parametrize(
    ("text", "says"), [("{", "line 1: not JSON"), ("[1]", "line 1: .*turns"), ("\n", "no dialogue")]
)
def test_what_is_no_replay_is_refused_with_its_line(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "out.jsonl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadReplay, match=says):
        read_replayed(path)

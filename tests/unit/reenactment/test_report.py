from dataclasses import fields
from datetime import UTC, datetime
from typing import Any

from amends.records.tables import Case, Conversation, Handoff, Promise
from amends.records.transcripts import Transcript
from amends.reenactment.performance import Performance, PerformedTurn
from amends.reenactment.report import output_line, summarise
from amends.reenactment.source import Dialogue

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
RECORD: dict[str, Any] = {
    "replies": [{"text": "I am a bot.", "move": "inform", "response": "utter_inform_bot", "buttons": []}],
    "reading": {"intent": {"name": "greet", "confidence": 1.0}},
    "ledger": {"score": 0.2, "band": "calm", "contributions": []},
    "moves": [{"move": "inform", "reason": "first turn"}],
    "handoff": None,
    "case_reference": None,
    "elapsed_ms": 40,
}


def performance(name: str, *, error: str | None = None, **parts: Any) -> Performance:
    # Whatever else a transcript holds does not matter here.
    rows: dict[str, Any] = {field.name: [] for field in fields(Transcript)}
    rows.update(conversation=Conversation(id=name, holder="assistant"), customer=None, names={}, **parts)
    transcript = Transcript(**rows)
    turns = (PerformedTurn("hello", RECORD, 100.0),)
    return Performance(Dialogue(name, ("hello",)), name, turns, transcript, error)


def test_a_line_holds_each_turn_with_all_that_answered_it() -> None:
    line = output_line(performance("d1"))
    turn = line["turns"][0]
    assert (line["dialogue_id"], line["conversation_id"], line["case"], line["handoff"]) == (
        "d1",
        "d1",
        None,
        None,
    )
    assert "error" not in line
    assert (turn["speaker"], turn["text"], turn["holder"]) == ("customer", "hello", "assistant")
    assert (turn["replies"], turn["ledger"]) == (RECORD["replies"], RECORD["ledger"])


def test_case_handoff_and_promises_are_as_they_stand_at_the_end() -> None:
    line = output_line(
        performance(
            "d1",
            cases=[Case(reference="C-2026-000001"), Case(reference="C-2026-000002", category="delivery")],
            handoffs=[Handoff(id=7, reason="customer_asked", status="requested")],
            promises=[Promise(id=1, who="we", what="call", due_at=NOW, status="open")],
        )
    )
    assert (line["case"]["reference"], line["case"]["category"]) == ("C-2026-000002", "delivery")
    assert line["handoff"]["reason"] == "customer_asked"
    assert line["promises"][0]["due_at"] == "2026-11-22T09:00:00+00:00"


def test_the_summary_counts_what_happened() -> None:
    summary = summarise(
        [
            performance("d1", cases=[Case(reference="C-2026-000001")]),
            performance("d2", handoffs=[Handoff(id=7, reason="abuse")], error="turn 2: no answer"),
        ]
    )
    assert (summary.conversations, summary.turns, summary.cases, summary.errors) == (2, 2, 1, 1)
    assert summary.handoffs == {"abuse": 1}
    assert (summary.median_elapsed_ms, summary.median_waited_ms) == (40.0, 100.0)
    assert "abuse 1" in summary.as_text()

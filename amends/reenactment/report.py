"""Turns a performance into the line of the output file, and all lines into a summary."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from amends.records.tables import Case, Handoff, Promise
from amends.reenactment.performance import Performance, PerformedTurn


def output_line(performance: Performance) -> dict[str, Any]:
    """The JSON object of one dialogue: its turns with their answers; `error` only where one happened."""
    seen = performance.transcript
    line = {
        "dialogue_id": performance.dialogue.dialogue_id,
        "conversation_id": performance.conversation_id,
        "turns": [turn_object(turn) for turn in performance.turns],
        "case": case_object(seen.cases[-1]) if seen and seen.cases else None,
        "handoff": handoff_object(seen.handoffs[-1]) if seen and seen.handoffs else None,
        "promises": [promise_object(promise) for promise in seen.promises] if seen else [],
    }
    return line if performance.error is None else {**line, "error": performance.error}


def turn_object(turn: PerformedTurn) -> dict[str, Any]:
    """One customer turn with everything that answered it; `waited_ms` is as the customer felt it."""
    record = turn.record
    return {
        "speaker": "customer",
        "text": turn.text,
        "reading": record.get("reading"),
        "ledger": record.get("ledger"),
        "moves": record.get("moves", []),
        "replies": record.get("replies", []),
        # A turn has a record only while the assistant may speak.
        "holder": "assistant",
        "handoff": record.get("handoff"),
        "case_reference": record.get("case_reference"),
        "steps": record.get("steps", []),
        "elapsed_ms": record.get("elapsed_ms"),
        "waited_ms": round(turn.waited_ms, 1),
    }


def case_object(case: Case) -> dict[str, Any]:
    """The case as it stands at the end."""
    names = (
        *("reference", "category", "severity", "priority", "stage", "narrative", "confirmed_paraphrase"),
        *("impact", "order_number", "remedy_sought", "remedy_offered", "disposition"),
        *("frustration_at_open", "frustration_peak"),
    )
    return {name: getattr(case, name) for name in names}


def handoff_object(handoff: Handoff) -> dict[str, Any]:
    """The last handoff as it stands at the end."""
    names = ("id", "reason", "summary", "status", "case_reference")
    return {name: getattr(handoff, name) for name in names}


def promise_object(promise: Promise) -> dict[str, Any]:
    """One promise with its due time in UTC."""
    names = ("id", "case_reference", "who", "what", "status", "message_id")
    return {**{name: getattr(promise, name) for name in names}, "due_at": promise.due_at.isoformat()}


@dataclass(frozen=True)
class Summary:
    """What a person wants to know at the end of a replay; times in milliseconds."""

    conversations: int
    turns: int
    cases: int
    handoffs: dict[str, int]
    errors: int
    median_elapsed_ms: float
    median_waited_ms: float

    def as_text(self) -> str:
        """A few lines for the terminal."""
        handed = ", ".join(f"{reason} {count}" for reason, count in sorted(self.handoffs.items())) or "none"
        return "\n".join(
            (
                f"conversations {self.conversations}, turns {self.turns}, errors {self.errors}",
                f"cases {self.cases}",
                f"handoffs {sum(self.handoffs.values())} ({handed})",
                f"median turn {self.median_elapsed_ms:.0f} ms in the assistant, "
                f"{self.median_waited_ms:.0f} ms until its record was seen",
            )
        )


def summarise(performances: Sequence[Performance]) -> Summary:
    """Count over all dialogues."""
    turns = [turn for performance in performances for turn in performance.turns]
    seen = [performance.transcript for performance in performances if performance.transcript]
    return Summary(
        conversations=len(performances),
        turns=len(turns),
        cases=sum(bool(transcript.cases) for transcript in seen),
        handoffs=dict(Counter(t.handoffs[-1].reason for t in seen if t.handoffs)),
        errors=sum(performance.error is not None for performance in performances),
        median_elapsed_ms=median([float(turn.record.get("elapsed_ms") or 0) for turn in turns] or [0]),
        median_waited_ms=median([turn.waited_ms for turn in turns] or [0]),
    )

"""An echo that knows rehearsals; what is said decides what comes of it."""

from collections.abc import Mapping
from typing import Any

from tests.fakes.echo import echo

LOGS = {"action": "action_log_complaint", "arguments": {"narrative": "words"}}


def rehearsing_echo(request: Mapping[str, Any]) -> dict[str, Any]:
    """Echoes; in a rehearsal "log" calls an action that no record answers, and another playbook clarifies."""
    record = echo(request)
    if "rehearsal" not in request:
        return record
    if "playbook" in request:
        record["moves"] = [{"move": "clarify", "reason": "other: way"}]
    logs = "log" in record["replies"][0]["text"]
    receipt = {"ok": True, "action": "action_log_complaint", "rehearsed": True}
    considered = [{"rule": "open_complaint", "verdict": "chosen", "why": "open the complaint"}]
    calls = [{**LOGS, "receipt": receipt}] if logs else []
    return {**record, "rehearsed": True, "calls": calls, "considered": considered}

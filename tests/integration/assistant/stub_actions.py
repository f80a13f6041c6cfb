"""An action server under the test's control: proper receipts, or none, or late ones."""

from __future__ import annotations

import json
import threading
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

PROMISE = {
    "id": 1,
    "who": "a colleague",
    "what": "look into it",
    "due_at": "2026-11-23T12:00:00+00:00",
    "due_text": "Monday, 12:00",
}
ORDER = {
    "number": "A-1003",
    "item": "Kettle",
    "status": "delayed",
    "ordered_on": "2026-11-01",
    "promised_for": "2026-11-10",
    "delivered_on": None,
    "carrier": "ParcelRun",
    "tracking": "PR-1",
    "total": "39.00",
    "currency": "EUR",
}
RECEIPTS: dict[str, dict[str, Any]] = {
    "action_log_complaint": {"case_reference": "C-2026-000001", "created": True},
    "action_look_up_order": {"found": True, "order": ORDER, "source": "shop order A-1003"},
    "action_request_handoff": {
        "handoff_id": 7,
        "status": "requested",
        "case_reference": "C-2026-000001",
        "agents_on_duty": 1,
        "expected_wait_s": 120,
        "promise": None,
    },
    "action_record_remedy": {"case_reference": "C-2026-000001", "promise": PROMISE},
}


class StubActions:
    """`mode` is ok, broken (500), or late (answers after `delay_s`)."""

    def __init__(self) -> None:
        self.mode = "ok"
        self.delay_s = 0.0
        self.calls: list[dict[str, Any]] = []
        stub = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                call = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                stub.calls.append(call)
                time.sleep(stub.delay_s)
                status, answer = stub.answer(call)
                body = json.dumps(answer).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                with suppress(BrokenPipeError):  # Rasa did not wait for a late answer.
                    self.wfile.write(body)

            def log_message(self, *words: Any) -> None: ...

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        """What endpoints.yml names."""
        return f"http://127.0.0.1:{self.server.server_address[1]}/webhook"

    def answer(self, call: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """The receipt as the real server sends it."""
        if self.mode == "broken":
            return 500, {"error": "failed", "detail": "the request could not be handled"}
        action = call["next_action"]
        receipt = {"ok": True, "action": action, **RECEIPTS[action]}
        return 200, {"events": [{"event": "slot", "name": "receipt", "value": receipt}], "responses": []}

    def reset(self) -> None:
        """Answer properly again, and forget the calls."""
        self.mode, self.delay_s = "ok", 0.0
        self.calls.clear()

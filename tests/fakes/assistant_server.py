"""A fake assistant in a process of its own: `python tests/fakes/assistant_server.py PORT SECRET DELAY_S`.

It echoes like tests.fakes.echo, takes DELAY_S seconds a turn, answers 409 to a second turn of one
conversation, and GET /refused-as-busy tells how often that happened.
"""

import json
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.fakes.echo import echo


class Server(ThreadingHTTPServer):
    """Knows its secret, its pace and the conversations it is busy with."""

    daemon_threads = True

    def __init__(self, port: int, secret: str, delay_s: float) -> None:
        """Listen on loopback."""
        super().__init__(("127.0.0.1", port), Handler)
        self.secret = secret
        self.delay_s = delay_s
        self.busy: set[str] = set()
        self.refused_as_busy = 0
        self.lock = threading.Lock()


class Handler(BaseHTTPRequestHandler):
    """The three addresses of the turn contract."""

    server: Server
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        """Health, and what was seen."""
        if self.path == "/refused-as-busy":
            self._answer(200, {"count": self.server.refused_as_busy})
        else:
            self._answer(200, {"ready": True, "model_id": "fake"})

    def do_POST(self) -> None:
        """A turn or a reading."""
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.headers.get("X-Amends-Secret") != self.server.secret:
            self._answer(401, {"error": "wrong_secret", "detail": "no"})
        elif self.path.endswith("/read"):
            self._answer(200, {"readings": [{} for _ in body["texts"]], "acts": [[] for _ in body["texts"]]})
        else:
            self._turn(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""

    def _turn(self, body: dict[str, Any]) -> None:
        conversation_id = body["conversation_id"]
        with self.server.lock:
            busy = conversation_id in self.server.busy
            self.server.busy.add(conversation_id)
            self.server.refused_as_busy += busy
        if busy:
            self._answer(409, {"error": "busy", "detail": "a turn of this conversation is running"})
            return
        try:
            time.sleep(self.server.delay_s)
        finally:
            with self.server.lock:
                self.server.busy.discard(conversation_id)
        self._answer(200, echo(body))

    def _answer(self, status: int, body: dict[str, Any]) -> None:
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


if __name__ == "__main__":
    Server(int(sys.argv[1]), sys.argv[2], float(sys.argv[3])).serve_forever()

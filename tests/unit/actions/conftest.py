"""What action tests work with: a desk on a fresh database, a small real shop, and Rasa's own objects."""

import asyncio
import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions._desk import Desk
from amends.casework.clocks import BusinessHours
from tests.databases import opened_database

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


@dataclass
class Shop:
    """A shop that answers as told: `answers` maps a path to status and body; it hands out cookies."""

    url: str
    answers: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    cookies: list[str | None] = field(default_factory=list)
    connections: set[Any] = field(default_factory=set)
    hangs_up: bool = False

    def sells(self, order: dict[str, Any]) -> None:
        """Know an order."""
        self.answers[f"/api/orders/{order['number']}"] = (200, json.dumps(order).encode())


@pytest.fixture
def shop() -> Iterator[Shop]:
    """A running shop that knows no order yet."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            known.asked.append(self.path)
            known.cookies.append(self.headers.get("Cookie"))
            known.connections.add(self.client_address)
            status, body = known.answers.get(self.path, (404, b'{"error": "no such order"}'))
            self.send_response(status)
            if status == 302:
                self.send_header("Location", body.decode())
            self.send_header("Set-Cookie", "customer=1")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
            self.close_connection |= known.hangs_up

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    known = Shop(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield known
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def desk(tmp_path: Path, shop: Shop) -> Iterator[Desk]:
    """A desk on a fresh database and the test's shop; it is always Monday morning."""
    with opened_database(tmp_path) as database:
        yield Desk(database, shop.url, 45, BusinessHours(), lambda: NOW, shop_timeout_s=(0.5, 0.5))


def tracker(
    arguments: object,
    *,
    message_id: str | None = "m1",
    conversation_id: str = "talk",
    metadata: dict[str, Any] | None = None,
) -> Tracker:
    """What Rasa hands an action whose step stands first on the agenda."""
    state = {"agenda": [{"action": "any", "arguments": arguments}, {"action": None}]}
    latest = {"text": "words", "intent": {"name": "x"}, "message_id": message_id, "metadata": metadata or {}}
    return Tracker(conversation_id, {"amends_state": state}, latest, [], False, None, {}, "action_listen")


Run = Callable[..., dict[str, Any]]


@pytest.fixture
def run(desk: Desk) -> Run:
    """Runs an action as the server does and returns its receipt."""

    def run_action(
        action: type[Action], arguments: object, *, desk: Desk = desk, **where: Any
    ) -> dict[str, Any]:
        ready = action(lambda: desk)
        events = asyncio.run(ready.run(CollectingDispatcher(), tracker(arguments, **where), {}))
        (event,) = events
        assert (event["event"], event["name"]) == ("slot", "receipt")
        receipt: dict[str, Any] = event["value"]
        assert receipt["action"] == ready.name()
        # Rasa keeps slots as JSON.
        return dict(json.loads(json.dumps(receipt)))

    return run_action

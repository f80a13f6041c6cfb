import asyncio
import json
import logging
import socket
import threading
import uuid
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import httpx
import pytest
from rasa_sdk import Action
from rasa_sdk.executor import ActionExecutor

from actions.log_complaint import LogComplaint
from actions.server import REQUEST_LIMIT, create_app
from tests.unit.actions.conftest import Desk

SECRET = "a shared secret"
KNOWN = {"X-Amends-Secret": SECRET}


class Broken(Action):
    """An action that breaks its word and raises."""

    def name(self) -> str:
        return "action_broken"

    async def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[dict[str, Any]]:
        raise RuntimeError(f"cannot cope with {tracker.latest_message['text']}")


Send = Callable[..., httpx.Response]


@pytest.fixture
def send(desk: Desk, request: pytest.FixtureRequest) -> Iterator[Send]:
    """Sends requests to a running server; the parameter is its secret."""
    executor = ActionExecutor()
    executor.register_action(LogComplaint(lambda: desk))
    executor.register_action(Broken())
    # The library wants every application of a process to have a name of its own.
    app = create_app(executor, getattr(request, "param", SECRET), f"t{uuid.uuid4().hex}")
    # Nor can two of them rewrite the library's own methods, as it does when it starts.
    app.config.TOUCHUP = False
    loop = asyncio.new_event_loop()
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))

    async def start() -> Any:
        server = await app.create_server(sock=listening, return_asyncio_server=True)
        await server.startup()
        await server.start_serving()
        return server

    server = loop.run_until_complete(start())
    url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    thread = threading.Thread(target=loop.run_forever)
    thread.start()

    def send_one(
        method: str, path: str, body: bytes | None = None, headers: Mapping[str, str] = KNOWN
    ) -> httpx.Response:
        return httpx.request(method, url + path, content=body, headers=headers, timeout=10)

    yield send_one
    asyncio.run_coroutine_threadsafe(_stop(server), loop).result(timeout=5)
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


async def _stop(server: Any) -> None:
    await server.close()


def _call(action: str) -> bytes:
    slots = {"amends_state": {"agenda": [{"arguments": {"narrative": "It never came"}}]}}
    latest = {"text": "a private matter", "message_id": "m1"}
    tracker = {"sender_id": "talk", "slots": slots, "latest_message": latest, "events": []}
    return json.dumps({"next_action": action, "tracker": tracker, "version": "3.6.21"}).encode()


def test_health_needs_no_secret(send: Send) -> None:
    answer = send("GET", "/health", headers={})
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_an_action_runs_and_answers_as_rasa_expects(send: Send) -> None:
    answer = send("POST", "/webhook", _call("action_log_complaint"))
    assert answer.status_code == 200
    body = answer.json()
    assert body["responses"] == []
    assert body["events"][0]["name"] == "receipt"
    assert body["events"][0]["value"]["case_reference"] == "C-2026-000001"


@pytest.mark.parametrize("headers", [{}, {"X-Amends-Secret": ""}, {"X-Amends-Secret": "a shared secre"}])
def test_without_the_secret_nothing_runs(send: Send, desk: Desk, headers: Mapping[str, str]) -> None:
    answer = send("POST", "/webhook", _call("action_log_complaint"), headers=headers)
    assert (answer.status_code, answer.json()["error"]) == (401, "wrong_secret")
    with desk.database.reading() as session:
        assert session.connection().exec_driver_sql("SELECT count(*) FROM cases").scalar() == 0


@pytest.mark.parametrize("send", [None], indirect=True)
def test_a_server_started_without_secret_asks_for_none(send: Send) -> None:
    assert send("POST", "/webhook", _call("action_log_complaint"), headers={}).status_code == 200


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"null", b'{"next_action": "action_log_complaint"}', b'{"tracker": 1}', b"\xff"],
)
def test_a_broken_call_is_refused(send: Send, body: bytes) -> None:
    assert send("POST", "/webhook", body).status_code == 400


def test_an_unknown_action_is_named(send: Send) -> None:
    answer = send("POST", "/webhook", _call("action_dance"))
    assert (answer.status_code, answer.json()["detail"]) == (404, "there is no action action_dance")


def test_an_error_repeats_nothing_of_the_request(send: Send, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        answer = send("POST", "/webhook", _call("action_broken"))
    assert answer.status_code == 500
    assert "private" not in answer.text
    assert "private" not in "\n".join(
        record.getMessage() for record in caplog.records if record.name != "httpx"
    )


def test_too_large_a_call_is_refused(send: Send) -> None:
    assert send("POST", "/webhook", b" " * (REQUEST_LIMIT + 1)).status_code == 413


@pytest.mark.parametrize(("method", "path", "status"), [("GET", "/webhook", 405), ("GET", "/actions", 404)])
def test_there_is_nothing_else(send: Send, method: str, path: str, status: int) -> None:
    assert send(method, path).status_code == status

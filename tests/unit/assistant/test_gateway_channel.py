from __future__ import annotations

import asyncio
import json
import logging
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import pytest
import requests
from sanic import Sanic

from assistant.gateway_channel import GatewayInput
from assistant.turn_request import TurnRequest

SECRET = "s3cret"
HEADERS = {"X-Amends-Secret": SECRET}
TURN = {"conversation_id": "c", "messages": [{"message_id": "m", "text": "my private words"}]}


class FakeModel:
    """Answers turns with what it was given; `delay_s` makes it slow."""

    def __init__(self) -> None:
        self.model_id = "model-1"
        self.delay_s = 0.0
        self.error: Exception | None = None
        self.finished: list[TurnRequest] = []

    async def turn(self, request: TurnRequest) -> dict[str, Any]:
        await asyncio.sleep(self.delay_s)
        if self.error:
            raise self.error
        self.finished.append(request)
        return {"replies": [{"text": "“Yes”"}]}

    def read(self, texts: Sequence[str]) -> dict[str, Any]:
        return {"readings": [{"of": text} for text in texts], "acts": [[] for _ in texts]}


class Served:
    """A channel on a free port of this machine."""

    def __init__(self, url: str, port: int, model: FakeModel, app: Sanic) -> None:
        self.url, self.port, self.model, self.app = url, port, model, app

    def post(self, path: str, body: Any = None, *, raw: bytes | None = None, headers: Any = HEADERS) -> Any:
        data = raw if raw is not None else json.dumps(body).encode()
        return requests.post(f"{self.url}/{path}", data=data, headers=headers, timeout=10)


@contextmanager
def serving(secret: str | None = SECRET, deadline_s: float = 5.0, ready: bool = True) -> Iterator[Served]:
    model = FakeModel()
    channel = GatewayInput(secret, deadline_s, serve=lambda agent, handle: model)
    Sanic.test_mode = True  # Lets one process start several apps after one another.
    app = Sanic(f"channel_{time.monotonic_ns()}", configure_logging=False)

    async def handle(message: Any) -> None: ...

    app.blueprint(channel.blueprint(handle), url_prefix=f"/webhooks/{channel.name()}")
    app.ctx.agent = SimpleNamespace(is_ready=lambda: ready)
    loop, started = asyncio.new_event_loop(), threading.Event()
    # Sanic takes port 0 for "no port given", so the free port is bound here.
    bound = socket.create_server(("127.0.0.1", 0))
    port = bound.getsockname()[1]

    async def start() -> None:
        server = await app.create_server(sock=bound, return_asyncio_server=True, access_log=False)
        await server.startup()
        started.set()

    def run() -> None:
        asyncio.set_event_loop(loop)
        loop.run_until_complete(start())
        loop.run_forever()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    assert started.wait(10)
    try:
        yield Served(f"http://127.0.0.1:{port}/webhooks/gateway", port, model, app)
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)
        bound.close()


@pytest.fixture
def served() -> Iterator[Served]:
    with serving() as one:
        yield one


def until(condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.01)
    return False


def test_a_turn_is_answered_with_its_record_and_its_time(served: Served) -> None:
    answer = served.post("turn", TURN)
    assert answer.status_code == 200
    assert answer.json()["replies"] == [{"text": "“Yes”"}]
    assert answer.json()["elapsed_ms"] >= 0
    assert "“Yes”" in answer.content.decode()
    assert served.model.finished[0].messages[0].text == "my private words"


@pytest.mark.parametrize(
    "headers", [{}, {"X-Amends-Secret": ""}, {"X-Amends-Secret": "S3cret"}, {"X-Amends-Secret": "é"}]
)
@pytest.mark.parametrize("path", ["turn", "read"])
def test_without_the_right_secret_nothing_happens(served: Served, path: str, headers: dict[str, str]) -> None:
    sent = {name: value.encode() for name, value in headers.items()}
    answer = served.post(path, TURN, headers=sent)
    assert (answer.status_code, answer.json()["error"]) == (401, "wrong_secret")
    assert served.model.finished == []


@pytest.mark.parametrize(
    "raw", [b"", b"not json", b"[]", b'{"texts": [7]}', b"\xff", b'{"conversation_id": "c"}']
)
@pytest.mark.parametrize("path", ["turn", "read"])
def test_a_bad_body_is_a_400_with_its_reason(served: Served, path: str, raw: bytes) -> None:
    answer = served.post(path, raw=raw)
    assert (answer.status_code, answer.json()["error"]) == (400, "bad_request")
    assert answer.json()["detail"]


def test_a_channel_without_a_secret_trusts_nobody() -> None:
    with serving(secret="") as served:
        for headers in ({}, {"X-Amends-Secret": ""}, HEADERS):
            answer = served.post("turn", TURN, headers=headers)
            assert (answer.status_code, answer.json()["error"]) == (503, "no_secret")


def test_health_tells_whether_a_model_is_loaded(served: Served) -> None:
    answer = requests.get(f"{served.url}/health", timeout=5)
    assert (answer.status_code, answer.json()) == (200, {"ready": True, "model_id": "model-1"})
    with serving(ready=False) as unready:
        answer = requests.get(f"{unready.url}/health", timeout=5)
        assert (answer.status_code, answer.json()) == (503, {"ready": False, "model_id": None})
        assert unready.post("turn", TURN).json()["error"] == "not_ready"


def test_many_texts_are_read_in_order(served: Served) -> None:
    texts = [f"text {number}" for number in range(20)]
    answer = served.post("read", {"texts": texts}).json()
    assert [reading["of"] for reading in answer["readings"]] == texts
    assert (len(answer["acts"]), answer["model_id"]) == (20, "model-1")


def test_a_second_turn_while_the_first_runs_is_a_409(served: Served) -> None:
    served.model.delay_s = 0.5
    first = threading.Thread(target=served.post, args=("turn", TURN))
    first.start()
    time.sleep(0.2)
    answer = served.post("turn", TURN)
    assert (answer.status_code, answer.json()["error"]) == (409, "busy")
    first.join()
    assert served.post("turn", TURN).status_code == 200


def test_a_rehearsal_does_not_wait_for_the_conversation_s_own_turn(served: Served) -> None:
    served.model.delay_s = 0.5
    first = threading.Thread(target=served.post, args=("turn", TURN))
    first.start()
    time.sleep(0.2)
    assert served.post("turn", {**TURN, "rehearsal": True}).status_code == 200
    first.join()


def test_a_turn_is_finished_although_the_client_hangs_up(served: Served) -> None:
    served.model.delay_s = 0.3
    body = json.dumps(TURN).encode()
    head = (
        f"POST /webhooks/gateway/turn HTTP/1.1\r\nHost: x\r\nX-Amends-Secret: {SECRET}\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", served.port)) as client:
        client.sendall(head.encode() + body)
        time.sleep(0.1)
    assert served.model.finished == []
    assert until(lambda: len(served.model.finished) == 1)
    assert until(lambda: served.post("turn", TURN).status_code == 200)


def test_a_turn_over_its_deadline_is_a_504_and_may_be_sent_again() -> None:
    with serving(deadline_s=0.1) as served:
        served.model.delay_s = 5
        answer = served.post("turn", TURN)
        assert (answer.status_code, answer.json()["error"]) == (504, "deadline")
        served.model.delay_s = 0
        assert served.post("turn", TURN).status_code == 200


def test_a_turn_that_breaks_is_a_500_that_tells_nothing_personal(
    served: Served, caplog: pytest.LogCaptureFixture
) -> None:
    served.model.error = KeyError("my private words")
    with caplog.at_level(logging.DEBUG):
        answer = served.post("turn", TURN)
    assert (answer.status_code, answer.json()["error"]) == (500, "failed")
    assert "private" not in answer.text + caplog.text
    assert "KeyError" in caplog.text


def test_it_listens_on_the_gateway_address_and_takes_its_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AMENDS_SECRET", "from the environment")
    channel = GatewayInput.from_credentials({"deadline_s": 3})
    assert (channel.url_prefix(), channel._secret, channel._turns._deadline_s) == (
        "gateway",
        "from the environment",
        3.0,
    )
    assert GatewayInput.from_credentials(None)._turns._deadline_s == 18.0

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import httpx
import pytest

from amends.assistant_client import (
    AssistantBusy,
    AssistantClient,
    AssistantError,
    AssistantUnavailable,
    TurnAnswer,
    TurnFailed,
    TurnLost,
    TurnRejected,
    TurnTimedOut,
)
from tests.fakes.echo import echo

REQUEST = {"conversation_id": "c", "messages": [{"message_id": "m", "text": "hello"}], "state": None}


def ask[T](handler: Callable[..., Any], question: Callable[[AssistantClient], Coroutine[Any, Any, T]]) -> T:
    """Ask a client whose assistant is `handler`."""

    async def scene() -> T:
        client = AssistantClient("http://assistant", "hush", 0.2, httpx.MockTransport(handler))
        try:
            return await question(client)
        finally:
            await client.aclose()

    return asyncio.run(scene())


def test_a_turn_goes_out_with_the_secret_and_comes_back_whole() -> None:
    def assistant(request: httpx.Request) -> httpx.Response:
        assert request.url.path == "/webhooks/gateway/turn"
        assert request.headers["X-Amends-Secret"] == "hush"
        return httpx.Response(200, json=echo(REQUEST))

    answer = ask(assistant, lambda client: client.turn(REQUEST))
    assert answer.replies[0]["text"] == "1: hello"
    assert answer.state == {"turns": 1}
    assert answer.record == echo(REQUEST)
    assert (answer.model_id, answer.elapsed_ms) == ("fake", 1.0)


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (400, TurnRejected),
        (401, AssistantUnavailable),
        (404, AssistantUnavailable),
        (409, AssistantBusy),
        (413, TurnRejected),
        (500, TurnFailed),
        (503, AssistantUnavailable),
        (504, TurnTimedOut),
        (302, TurnFailed),
    ],
)
def test_every_status_says_what_happened(status: int, error: type[AssistantError]) -> None:
    body = {"error": "x", "detail": "because of this"}
    with pytest.raises(error, match="because of this"):
        ask(lambda request: httpx.Response(status, json=body), lambda client: client.turn(REQUEST))


@pytest.mark.parametrize(
    ("raised", "error"),
    [
        (httpx.ConnectError("refused"), AssistantUnavailable),
        (httpx.ConnectTimeout("slow"), AssistantUnavailable),
        (httpx.ReadTimeout("slow"), TurnTimedOut),
        (httpx.ReadError("reset"), TurnLost),
        (httpx.RemoteProtocolError("gone"), TurnLost),
    ],
)
def test_every_broken_connection_says_what_happened(raised: Exception, error: type[AssistantError]) -> None:
    def assistant(request: httpx.Request) -> httpx.Response:
        raise raised

    with pytest.raises(error):
        ask(assistant, lambda client: client.turn(REQUEST))


def test_an_answer_that_never_ends_is_given_up_at_the_deadline() -> None:
    async def assistant(request: httpx.Request) -> httpx.Response:
        await asyncio.sleep(60)
        return httpx.Response(200)

    with pytest.raises(TurnTimedOut):
        ask(assistant, lambda client: client.turn(REQUEST))


@pytest.mark.parametrize(
    "content",
    [
        b"not json",
        b"[]",
        b'{"replies": "hello", "state": {}}',
        b'{"replies": [{"text": ""}], "state": {}}',
        b'{"replies": [{"text": 7}], "state": {}}',
        b'{"replies": [], "state": null}',
        b'{"replies": [], "state": {}, "handoff": "yes"}',
    ],
)
def test_what_cannot_be_an_answer_is_a_failed_turn(content: bytes) -> None:
    with pytest.raises(TurnFailed):
        ask(lambda request: httpx.Response(200, content=content), lambda client: client.turn(REQUEST))


def test_a_turn_without_replies_is_an_answer() -> None:
    assert TurnAnswer.from_json({"replies": [], "state": {}}).replies == ()


def test_readings_come_one_for_each_text_with_their_acts() -> None:
    body = {"readings": [{"a": 1}, {"a": 2}], "acts": [[{"act": "thank", "span": [0, 5]}], []]}
    readings = ask(
        lambda request: httpx.Response(200, json=body), lambda client: client.read(["thanks", "ok"])
    )
    assert readings == [{"a": 1, "acts": [{"act": "thank", "span": [0, 5]}]}, {"a": 2, "acts": []}]


def test_too_few_readings_are_a_failure() -> None:
    with pytest.raises(TurnFailed, match="asked for 2 readings"):
        ask(
            lambda request: httpx.Response(200, json={"readings": [{}]}),
            lambda client: client.read(["a", "b"]),
        )


@pytest.mark.parametrize(
    ("answer", "ready"),
    [
        (httpx.Response(200, json={"ready": True, "model_id": "m"}), True),
        (httpx.Response(503, json={"ready": False, "model_id": None}), False),
        (httpx.Response(200, content=b"not json"), False),
        (httpx.Response(200, json=[]), False),
    ],
)
def test_health_is_ready_only_when_it_says_so(answer: httpx.Response, ready: bool) -> None:
    assert ask(lambda request: answer, lambda client: client.health()).ready is ready


def test_nobody_at_home_is_not_ready() -> None:
    def assistant(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused")

    assert not ask(assistant, lambda client: client.health()).ready

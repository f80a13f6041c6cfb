from __future__ import annotations

import json
import socket
import time
from collections.abc import Callable

import pytest

from .assistant_process import SECRET, Assistant, Talk, words
from .stub_actions import StubActions

LATE = "My order A-1003 is late again and I am fed up"
CLAIMS = ("is logged", "have logged", "I logged", "C-2026")


@pytest.fixture
def one(talk: Callable[[], Talk]) -> Talk:
    """A conversation."""
    return talk()


@pytest.mark.parametrize("secret", ["", "wrong", SECRET.upper()])
def test_a_wrong_secret_is_a_401(one: Talk, assistant: Assistant, actions: StubActions, secret: str) -> None:
    answer = assistant.post("turn", one.body(LATE), secret=secret)
    assert (answer.status_code, answer.json()["error"]) == (401, "wrong_secret")
    assert actions.calls == []


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"hello",
        b"[]",
        b"\xff\xfe",
        b'{"conversation_id": "c", "messages": [{"message_id": "m", "text": 7}]}',
        b'{"conversation_id": "c", "messages": [{"message_id": "m", "text": "   "}]}',
        b'{"conversation_id": "c", "messages": [{"message_id": "m", "button_id": "no_such_intent"}]}',
        b'{"conversation_id": "c", "messages": [{"message_id": "m", "text": "hi"}], "state": {"version": 9}}',
        b'{"conversation_id": "c", "messages": [{"message_id": "m", "text": "' + b"x" * 1_000_000 + b'"}]}',
    ],
)
def test_a_bad_body_is_a_400(assistant: Assistant, raw: bytes) -> None:
    answer = assistant.post("turn", raw=raw)
    assert (answer.status_code, answer.json()["error"]) == (400, "bad_request")


def test_other_doors_are_closed(assistant: Assistant) -> None:
    base = f"http://127.0.0.1:{assistant.port}"
    for path in ("/webhooks/rest/webhook", "/model/parse", "/conversations/c/tracker", "/domain"):
        assert assistant.post(f"../..{path}").status_code == 404, base + path


def test_with_the_action_server_down_it_says_so_and_claims_nothing(one: Talk, actions: StubActions) -> None:
    actions.mode = "broken"
    record = one.say(LATE)
    assert record["replies"]
    assert record["case_reference"] is None
    assert not any(claim in words(record) for claim in CLAIMS), words(record)
    actions.mode = "ok"
    for text in ("yes that is right", "I want my money back", "yes"):
        record = one.say(text)
    assert record["case_reference"] == "C-2026-000001", "what failed is logged later"


def test_a_person_who_cannot_be_fetched_is_not_promised(one: Talk, actions: StubActions) -> None:
    actions.mode = "broken"
    record = one.say("let me talk to a human", button="request_agent")
    assert record["handoff"] is None
    assert record["replies"]


def test_an_action_server_that_hangs_is_answered_for_in_time(one: Talk, actions: StubActions) -> None:
    actions.delay_s = 6
    started = time.monotonic()
    record = one.say("I was rude to your colleague and he was rude to me")
    assert time.monotonic() - started < 6
    assert record["replies"]
    assert record["case_reference"] is None


def test_a_turn_whose_client_hangs_up_is_finished(
    one: Talk, assistant: Assistant, actions: StubActions
) -> None:
    actions.delay_s = 0.5
    body = json.dumps(one.body(LATE)).encode()
    head = (
        f"POST /webhooks/gateway/turn HTTP/1.1\r\nHost: x\r\nX-Amends-Secret: {SECRET}\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", assistant.port)) as client:
        client.sendall(head.encode() + body)
        deadline = time.monotonic() + 5
        while not actions.calls and time.monotonic() < deadline:
            time.sleep(0.01)
    assert len(actions.calls) == 1
    assert assistant.post("turn", one.body(LATE)).status_code == 409, "the turn goes on without its client"
    deadline = time.monotonic() + 5
    while (
        answer := assistant.post("turn", one.body(LATE))
    ).status_code == 409 and time.monotonic() < deadline:
        time.sleep(0.05)
    assert answer.status_code == 200
    assert answer.json()["case_reference"] == "C-2026-000001"
    ids = {call["tracker"]["latest_message"]["message_id"] for call in actions.calls}
    assert ids == {f"{one.id}-0-0"}, "sent again under the same id, so that the effect happens once"


def test_nothing_a_customer_wrote_reaches_the_log(
    one: Talk, assistant: Assistant, actions: StubActions
) -> None:
    actions.mode = "broken"
    one.say("My marmalade-coloured kettle from order A-1003 is late")
    one.assistant.post("turn", raw=b'{"conversation_id": "marmalade!"}')
    assert "marmalade" not in assistant.log.read_text(errors="replace")

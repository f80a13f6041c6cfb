from __future__ import annotations

import json
from typing import Any

import pytest

from assistant.turn_request import MAX_TEXT_CHARS, BadRequest, parse_texts, parse_turn


def body(**changes: Any) -> bytes:
    fields: dict[str, Any] = {
        "conversation_id": "c" * 22,
        "messages": [{"message_id": "m-1", "text": "  Where is my order?  "}],
        "state": None,
        "customer": {"name": "Ada"},
        **changes,
    }
    return json.dumps(fields).encode()


def test_a_turn_is_read_with_its_text_untouched() -> None:
    turn = parse_turn(body())
    assert turn.messages[0].text == "  Where is my order?  "
    assert (turn.conversation_id, turn.message_id, turn.button_id) == ("c" * 22, "m-1", None)
    assert (turn.state, turn.customer, turn.duty) == ({}, {"name": "Ada"}, {})


def test_the_last_message_of_a_burst_names_the_turn_and_the_last_button_counts() -> None:
    messages = [
        {"message_id": "m-1", "button_id": "affirm"},
        {"message_id": "m-2", "button_id": "accept_remedy:refund", "text": "A refund"},
        {"message_id": "m-3", "text": "please"},
    ]
    turn = parse_turn(body(messages=messages))
    assert (turn.message_id, turn.button_id) == ("m-3", "accept_remedy:refund")
    assert [m.text for m in turn.messages] == ["", "A refund", "please"]


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"not json",
        b"\xff\xfe",
        b"[]",
        b'"text"',
        b"7",
        b"{}",
        b'{"a":' * 3_000,
        b'{"conversation_id":"c","messages":[{"message_id":"m","text":NaN}]}',
        body(conversation_id=7),
        body(conversation_id="../etc"),
        body(conversation_id="c\n"),
        body(messages=[]),
        body(messages={}),
        body(messages=["hello"]),
        body(messages=[{"message_id": "m", "text": 7}]),
        body(messages=[{"message_id": "m", "text": None}]),
        body(messages=[{"message_id": "m", "text": " \n\t "}]),
        body(messages=[{"message_id": "m", "text": "\ud800"}]),
        body(messages=[{"message_id": "m", "text": "x" * (MAX_TEXT_CHARS + 1)}]),
        body(messages=[{"text": "hello"}]),
        body(messages=[{"message_id": "m", "button_id": "/affirm{}"}]),
        body(state=[]),
        body(customer="Ada"),
        body(filler="x" * 2_000_001),
    ],
)
def test_a_body_that_breaks_the_contract_is_refused(raw: bytes) -> None:
    with pytest.raises(BadRequest):
        parse_turn(raw)


def test_a_refusal_never_repeats_what_the_customer_wrote() -> None:
    with pytest.raises(BadRequest) as refused:
        parse_turn(body(conversation_id="my secret is 42!"))
    assert "secret" not in str(refused.value)


def test_texts_to_read_are_a_list_of_texts() -> None:
    assert parse_texts(b'{"texts": ["one", "two"]}') == ("one", "two")
    for raw in (b'{"texts": []}', b'{"texts": "one"}', b'{"texts": [1]}', b'{"texts": [""]}'):
        with pytest.raises(BadRequest):
            parse_texts(raw)


def test_a_rehearsal_comes_with_the_turn_and_a_broken_one_is_refused() -> None:
    assert parse_turn(body()).rehearsal is None and parse_turn(body()).running_as == "c" * 22
    turn = parse_turn(body(rehearsal=True))
    assert turn.rehearsal is not None and turn.running_as.startswith("c" * 22 + "~")
    with pytest.raises(BadRequest, match="rehearsal only"):
        parse_turn(body(playbook={"playbook": "decay: 0.1"}))

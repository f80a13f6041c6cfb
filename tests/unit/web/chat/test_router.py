import inspect
import json

import pytest
from fastapi.routing import APIRoute

from amends.web.chat.router import router
from tests.unit.web.chat.conftest import SHOP, Chat


def refused(answer: object, status: int, error: str) -> str:
    """Check a refusal and return its advice."""
    assert answer.status_code == status, answer.text
    body = answer.json()
    assert set(body) == {"error", "detail"}
    assert body["error"] == error
    assert len(body["detail"]) > 20 and body["detail"].endswith(".")
    return body["detail"]


def test_a_conversation_is_opened_written_to_and_read(chat: Chat) -> None:
    answer = chat.post(client_id="c1", text="my parcel is late")
    assert (answer.status_code, answer.json()) == (202, {"seq": 2})
    notice, message = chat.log()
    assert (notice["seq"], notice["type"], notice["author"]) == (1, "notice", "system")
    assert (message["seq"], message["author"], message["text"]) == (2, "customer", "my parcel is late")
    assert message["client_id"] == "c1"
    assert chat.log(after=1) == [message]


def test_the_page_and_origin_are_kept_with_the_conversation(chat: Chat) -> None:
    opened = chat.http.post("/chat/conversations", json={"page": f"{SHOP}/cart"}, headers={"Origin": SHOP})
    assert opened.status_code == 201
    assert set(opened.json()) == {"id", "token"}
    assert len(opened.json()["id"]) == 22
    assert opened.headers["access-control-allow-origin"] == SHOP


BAD_MESSAGES = {
    "empty text": ({"client_id": "c1", "text": ""}, 422, "empty_text"),
    "only spaces": ({"client_id": "c1", "text": " \n\t\u200b"}, 422, "empty_text"),
    "no text": ({"client_id": "c1"}, 422, "no_text"),
    "a number as text": ({"client_id": "c1", "text": 7}, 422, "no_text"),
    "4001 characters": ({"client_id": "c1", "text": "x" * 4001}, 413, "text_too_long"),
    "NUL": ({"client_id": "c1", "text": "a\u0000b"}, 422, "control_character"),
    "escape": ({"client_id": "c1", "text": "a\u001b[31mb"}, 422, "control_character"),
    "C1 control": ({"client_id": "c1", "text": "a\u0085b"}, 422, "control_character"),
    "lone surrogate": ({"client_id": "c1", "text": "a\ud800b"}, 422, "broken_text"),
    "HTML": (
        {"client_id": "c1", "text": "look <img src=x onerror=alert(1)>"},
        422,
        "html",
    ),
    "a command": ({"client_id": "c1", "text": "/intent{}"}, 422, "command"),
    "no client id": ({"text": "hello"}, 422, "bad_client_id"),
    "a client id with spaces": ({"client_id": "a b", "text": "hello"}, 422, "bad_client_id"),
    "a long client id": ({"client_id": "a" * 65, "text": "hello"}, 422, "bad_client_id"),
    "a button never offered": (
        {"client_id": "c1", "text": "Yes", "button_id": "affirm"},
        422,
        "button_not_offered",
    ),
    "a button that is no string": (
        {"client_id": "c1", "text": "Yes", "button_id": [1]},
        422,
        "bad_button_id",
    ),
    "a list": ([], 422, "not_an_object"),
}


@pytest.mark.parametrize("name", BAD_MESSAGES)
def test_a_bad_message_is_refused_with_advice_and_changes_nothing(chat: Chat, name: str) -> None:
    body, status, error = BAD_MESSAGES[name]
    refused(chat.post_raw(json.dumps(body).encode()), status, error)
    assert len(chat.log()) == 1
    assert chat.assistant.requests == []


BAD_BODIES = {
    "broken UTF-8": (b'{"client_id": "c1", "text": "a\xff\xfeb"}', 400, "not_utf8"),
    "no JSON": (b"hello", 400, "not_json"),
    "nothing": (b"", 400, "not_json"),
    "deep nesting": (b'{"a":' + b"[" * 30_000 + b"]" * 30_000 + b"}", 400, "not_json"),
    "a number without end": (b'{"client_id": ' + b"9" * 6000 + b"}", 400, "not_json"),
    "one megabyte": (b'{"client_id": "c1", "text": "' + b"x" * 1_000_000 + b'"}', 413, "body_too_large"),
}


@pytest.mark.parametrize("name", BAD_BODIES)
@pytest.mark.parametrize("path", ["messages", "contact"])
def test_a_bad_body_is_refused_with_advice_and_changes_nothing(chat: Chat, name: str, path: str) -> None:
    body, status, error = BAD_BODIES[name]
    refused(chat.post_raw(body, path), status, error)
    assert len(chat.log()) == 1


def test_a_megabyte_in_chunks_is_refused_before_it_is_read(chat: Chat) -> None:
    sent = 0

    def chunks() -> object:
        nonlocal sent
        for _ in range(1000):
            sent += 1
            yield b"x" * 1000

    answer = chat.http.post(
        f"{chat.path}/messages",
        content=chunks(),
        headers={"Content-Type": "application/json", **chat.headers},
    )
    refused(answer, 413, "body_too_large")


def test_only_json_is_taken(chat: Chat) -> None:
    refused(chat.post_raw(b"text=hello", **{"Content-Type": "text/plain"}), 415, "not_json_type")
    assert len(chat.log()) == 1


@pytest.mark.parametrize(
    "text",
    [
        "I <3 you, but 3 < 4 and 5 > 4, says <order number> of Ann <ann@example.org>",
        "/restart",
        "/request_agent please, and {quickly}",
        "javascript:alert(1)",
        "' OR 1=1 --",
        "{{7*7}} {slot}",
        "e\u0301" * 1000,
        "\u202egnp.exe 👩🏽‍💻🏳️‍🌈",
        "x" * 4000,
        "two\nlines\tand a tab",
    ],
)
def test_whatever_can_be_read_is_just_text(chat: Chat, text: str) -> None:
    assert chat.post(client_id="c1", text=text).status_code == 202
    assert chat.log()[1]["text"] == text


@pytest.mark.parametrize(
    ("header", "error"),
    [
        ({}, "no_token"),
        ({"Authorization": "Basic abc"}, "no_token"),
        ({"Authorization": "Bearer "}, "no_token"),
        ({"Authorization": "Bearer wrong"}, "wrong_token"),
        ({"Authorization": "Bearer \u00e9".encode()}, "wrong_token"),
    ],
)
def test_a_wrong_token_opens_nothing(chat: Chat, header: dict[str, str], error: str) -> None:
    for method, path, body in (
        ("POST", "messages", {"client_id": "c1", "text": "hello"}),
        ("POST", "contact", {"name": "Eve"}),
        ("POST", "typing", None),
        ("GET", "messages", None),
        ("GET", "events", None),
    ):
        answer = chat.http.request(method, f"{chat.path}/{path}", json=body, headers=header)
        refused(answer, 401, error)
        assert answer.headers["www-authenticate"] == "Bearer"
    assert len(chat.log()) == 1


@pytest.mark.parametrize("conversation_id", ["AAAAAAAAAAAAAAAAAAAAAA", "..%2f..", "x" * 65, "a b", "%00"])
def test_an_unknown_conversation_is_not_found(chat: Chat, conversation_id: str) -> None:
    for method, path in (("POST", "messages"), ("GET", "messages"), ("GET", "events"), ("POST", "typing")):
        answer = chat.http.request(
            method,
            f"/chat/conversations/{conversation_id}/{path}",
            json={"client_id": "c1", "text": "hello"},
            headers=chat.headers,
        )
        assert answer.status_code == 404
        assert set(answer.json()) == {"error", "detail"}


def test_the_same_id_and_text_is_the_same_message(chat: Chat) -> None:
    assert chat.post(client_id="c1", text="hello").json() == {"seq": 2}
    again = chat.post(client_id="c1", text="hello")
    assert (again.status_code, again.json()) == (202, {"seq": 2})
    assert len(chat.log()) == 2


def test_the_same_id_with_another_text_is_a_conflict(chat: Chat) -> None:
    chat.post(client_id="c1", text="hello")
    refused(chat.post(client_id="c1", text="goodbye"), 409, "client_id_reused")
    refused(chat.post(client_id="c1", text="hello", button_id="request_agent"), 409, "client_id_reused")
    assert [event["text"] for event in chat.log()[1:]] == ["hello"]


def test_too_many_waiting_messages_are_refused_for_a_while(chat: Chat) -> None:
    for number in range(20):
        assert chat.post(client_id=f"c{number}", text="hello").status_code == 202
    answer = chat.post(client_id="late", text="hello")
    refused(answer, 429, "too_many_waiting")
    assert int(answer.headers["retry-after"]) > 0
    assert chat.post(client_id="c0", text="hello").status_code == 202


@pytest.mark.parametrize("after", ["-1", "1.5", "x", "9" * 16, "١"])
def test_a_number_to_go_on_from_must_be_one(chat: Chat, after: str) -> None:
    answer = chat.http.get(f"{chat.path}/messages", params={"after": after}, headers=chat.headers)
    refused(answer, 422, "bad_after")


def test_contact_details_are_saved_and_bad_ones_are_not(chat: Chat) -> None:
    def contact(**details: object) -> object:
        return chat.http.post(f"{chat.path}/contact", json=details, headers=chat.headers)

    refused(contact(), 422, "no_contact")
    refused(contact(email="not an address"), 422, "bad_email")
    refused(contact(phone="call me"), 422, "bad_phone")
    refused(contact(name="a\u0000b"), 422, "bad_name")
    refused(contact(name="x" * 201), 422, "bad_name")
    assert contact(name="Ada", email="ada@example.org", phone="+44 20 7946 0000").status_code == 204
    assert contact(name="", email="ada@example.net", phone=None).status_code == 204


def test_typing_is_taken_without_a_body(chat: Chat) -> None:
    answer = chat.http.post(f"{chat.path}/typing", headers=chat.headers)
    assert (answer.status_code, answer.content) == (204, b"")


def test_only_allowed_origins_may_speak_to_the_chat(chat: Chat) -> None:
    def preflight(origin: str) -> object:
        return chat.http.options(
            f"{chat.path}/messages",
            headers={
                "Origin": origin,
                "Access-Control-Request-Method": "POST",
                "Access-Control-Request-Headers": "authorization,content-type",
            },
        )

    allowed = preflight(SHOP)
    assert allowed.status_code == 200
    assert allowed.headers["access-control-allow-origin"] == SHOP
    assert allowed.headers["access-control-max-age"] == "600"
    assert "access-control-allow-credentials" not in allowed.headers
    assert preflight("https://evil.example").status_code == 400
    stranger = chat.http.get(
        f"{chat.path}/messages", headers={**chat.headers, "Origin": "https://evil.example"}
    )
    assert "access-control-allow-origin" not in stranger.headers
    page = chat.http.get("/sign-in", headers={"Origin": SHOP})
    assert "access-control-allow-origin" not in page.headers


def test_refusals_can_be_read_by_the_widget_of_an_allowed_origin(chat: Chat) -> None:
    answer = chat.http.get(f"{chat.path}/messages", headers={"Origin": SHOP})
    refused(answer, 401, "no_token")
    assert answer.headers["access-control-allow-origin"] == SHOP


def test_unknown_addresses_and_methods_of_the_chat_answer_in_json(chat: Chat) -> None:
    for method, path, status in (("GET", "/chat/nothing", 404), ("DELETE", "/chat/conversations", 405)):
        answer = chat.http.request(method, path)
        assert answer.status_code == status
        assert set(answer.json()) == {"error", "detail"}


def test_no_message_changes_threads_before_it_is_stored() -> None:
    routes = [route for route in router.routes if isinstance(route, APIRoute)]
    needed = {part.call for route in routes for part in route.dependant.dependencies}
    assert len(needed) >= 4
    in_threads = [call.__name__ for call in needed if not inspect.iscoroutinefunction(call)]
    assert not in_threads, "FastAPI runs these in a thread; make them async"

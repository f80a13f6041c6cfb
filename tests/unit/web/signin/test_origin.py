import asyncio

import pytest
from fastapi import HTTPException, Request

from amends.web.signin.origin import check_origin, check_token, masked

PUBLIC_URL = "https://desk.example"


def a_request(method: str = "POST", body: bytes = b"", **headers: str) -> Request:
    sent = {"host": "127.0.0.1:8000", "content-type": "application/x-www-form-urlencoded", **headers}
    scope = {
        "type": "http",
        "method": method,
        "scheme": "http",
        "server": ("127.0.0.1", 8000),
        "path": "/x",
        "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in sent.items()],
    }

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": body, "more_body": False}

    return Request(scope, receive)


@pytest.mark.parametrize("origin", ["https://desk.example", "http://127.0.0.1:8000"])
def test_the_public_address_and_the_address_asked_are_our_own(origin: str) -> None:
    check_origin(a_request(origin=origin), PUBLIC_URL)


@pytest.mark.parametrize(
    "origin", ["", "null", "http://127.0.0.1:8010", "https://desk.example.evil", "http://desk.example"]
)
def test_other_origins_are_refused_also_another_port_of_this_machine(origin: str) -> None:
    with pytest.raises(HTTPException) as refused:
        check_origin(a_request(origin=origin), PUBLIC_URL)
    assert refused.value.status_code == 403


def test_where_a_browser_sends_no_origin_the_referring_page_counts() -> None:
    check_origin(a_request(referer="https://desk.example/console"), PUBLIC_URL)
    with pytest.raises(HTTPException):
        check_origin(a_request(referer="https://evil.example/https://desk.example/"), PUBLIC_URL)


def test_reading_needs_no_origin_and_no_token() -> None:
    check_origin(a_request("GET"), PUBLIC_URL)
    asyncio.run(check_token(a_request("GET"), "right"))


def test_the_token_has_another_shape_on_each_page() -> None:
    shapes = {masked("right") for _ in range(20)}
    assert len(shapes) == 20
    for shape in shapes:
        assert "right" not in shape
        asyncio.run(check_token(a_request(**{"x-csrf-token": shape}), "right"))


def test_the_token_may_come_in_the_header_or_in_the_form() -> None:
    asyncio.run(check_token(a_request(**{"x-csrf-token": "right"}), "right"))
    asyncio.run(check_token(a_request(body=b"csrf_token=right"), "right"))


@pytest.mark.parametrize(
    "request_sent",
    [
        a_request(),
        a_request(body=b"csrf_token=wrong"),
        a_request(**{"x-csrf-token": ""}),
        a_request(**{"x-csrf-token": masked("wrong")}),
        a_request(**{"x-csrf-token": masked("right")[:-4]}),
        a_request(**{"x-csrf-token": "AAAA"}),
        a_request(**{"x-csrf-token": "wr\u00f6ng"}),
    ],
    ids=["nothing", "wrong form", "empty header", "masked", "cut", "zeros", "not ASCII"],
)
def test_a_wrong_or_missing_token_is_refused(request_sent: Request) -> None:
    with pytest.raises(HTTPException) as refused:
        asyncio.run(check_token(request_sent, "right"))
    assert refused.value.status_code == 403

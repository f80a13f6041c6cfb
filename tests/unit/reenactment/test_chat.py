import asyncio
import json
from collections.abc import Callable

import httpx
import pytest

from amends.reenactment.chat import Chat, ChatRefused, Opened

OPENED = Opened("c1", "t0ken")


def say(handle: Callable[[httpx.Request], httpx.Response]) -> str:
    async def talk() -> str:
        transport = httpx.MockTransport(handle)
        async with httpx.AsyncClient(transport=transport, base_url="http://desk") as client:
            return await Chat(client).say(OPENED, "hello")

    return asyncio.run(talk())


def test_a_message_carries_its_token_and_an_id_of_its_own() -> None:
    seen: list[httpx.Request] = []

    def handle(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(202, json={"seq": 2})

    client_id = say(handle)
    assert json.loads(seen[0].content) == {"client_id": client_id, "text": "hello"}
    assert seen[0].headers["Authorization"] == "Bearer t0ken"
    assert seen[0].url.path == "/chat/conversations/c1/messages"


def test_a_busy_desk_is_asked_again_with_the_same_id() -> None:
    ids: list[str] = []

    def handle(request: httpx.Request) -> httpx.Response:
        ids.append(json.loads(request.content)["client_id"])
        busy = httpx.Response(429, headers={"Retry-After": "0"}, json={"error": "slow_down"})
        return busy if len(ids) < 3 else httpx.Response(202, json={"seq": 2})

    say(handle)
    assert len(ids) == 3
    assert len(set(ids)) == 1


def test_a_refusal_is_told_with_its_code() -> None:
    with pytest.raises(ChatRefused, match=r"413 .*too long"):
        say(lambda request: httpx.Response(413, json={"error": "too long"}))


def test_a_silent_desk_is_told() -> None:
    def handle(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused")

    with pytest.raises(ChatRefused, match="does not answer"):
        say(handle)

from __future__ import annotations

import asyncio
import contextlib
import json

import pytest
from rasa.utils.endpoints import EndpointConfig

from assistant.action_endpoint import BoundedActionEndpoint


async def serve(answer_after_s: float) -> tuple[asyncio.AbstractServer, str, list[str]]:
    heads: list[str] = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heads.append((await reader.readuntil(b"\r\n\r\n")).decode())
        await asyncio.sleep(answer_after_s)
        body = json.dumps({"events": []}).encode()
        head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        writer.write(head.encode() + body)
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    return server, f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/webhook", heads


def endpoint(url: str, timeout_s: float, budget_s: float = 13) -> BoundedActionEndpoint:
    return BoundedActionEndpoint.around(
        EndpointConfig(
            url,
            headers={"X-Amends-Secret": "s"},
            timeout_s=timeout_s,
            turn_budget_s=budget_s,
            enable_selective_domain=True,
        )
    )


def test_an_answer_in_time_arrives_and_the_secret_goes_with_the_request() -> None:
    async def scenario() -> None:
        server, url, heads = await serve(answer_after_s=0)
        bounded = endpoint(url, timeout_s=5)
        # Rasa passes its own 300 s with every call.
        assert await bounded.request(json={}, timeout=300) == {"events": []}
        assert "X-Amends-Secret: s" in heads[0]
        assert bounded.kwargs["enable_selective_domain"] is True
        server.close()

    asyncio.run(scenario())


def test_an_action_server_that_hangs_is_not_waited_for() -> None:
    async def scenario() -> None:
        server, url, _ = await serve(answer_after_s=30)
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(endpoint(url, timeout_s=0.1).request(json={}, timeout=300), 5)
        server.close()

    asyncio.run(scenario())


def test_all_calls_of_a_turn_share_one_budget() -> None:
    async def turn(bounded: BoundedActionEndpoint, calls: int) -> float:
        started = asyncio.get_running_loop().time()
        bounded.begin_turn()
        for _ in range(calls):
            with pytest.raises(asyncio.TimeoutError):
                await bounded.request(json={}, timeout=300)
        return asyncio.get_running_loop().time() - started

    async def scenario() -> None:
        server, url, _ = await serve(answer_after_s=30)
        bounded = endpoint(url, timeout_s=1.0, budget_s=1.2)
        # Two calls would wait 2 s; the second has what the first left, and at least half a second.
        first = asyncio.ensure_future(turn(bounded, 2))
        assert 1.4 < await first < 1.95
        other = asyncio.ensure_future(turn(bounded, 1))
        assert await other > 0.9, "another turn has a budget of its own"
        server.close()

    asyncio.run(scenario())


def test_one_connection_serves_many_calls() -> None:
    connections: list[int] = []

    async def answer_all(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connections.append(1)
        body = json.dumps({"events": []}).encode()
        head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                asked = (await reader.readuntil(b"\r\n\r\n")).decode()
                lines = asked.lower().splitlines()
                length = next(line.split(":")[1] for line in lines if line.startswith("content-length"))
                await reader.readexactly(int(length))
                writer.write(head.encode() + body)
        writer.close()

    async def scenario() -> None:
        server = await asyncio.start_server(answer_all, "127.0.0.1", 0)
        bounded = endpoint(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/webhook", timeout_s=5)
        for _ in range(3):
            assert await bounded.request(json={}, timeout=300) == {"events": []}
        assert len(connections) == 1
        await bounded.aclose()
        await asyncio.sleep(0.05)
        server.close()

    asyncio.run(scenario())


def test_an_action_server_that_came_back_is_reached_again() -> None:
    async def scenario() -> None:
        server, url, heads = await serve(answer_after_s=0)
        bounded = endpoint(url, timeout_s=5)
        for calls in (1, 2):
            assert await bounded.request(json={}, timeout=300) == {"events": []}
            assert len(heads) == calls
            await asyncio.sleep(0.05)
        await bounded.aclose()
        server.close()

    asyncio.run(scenario())

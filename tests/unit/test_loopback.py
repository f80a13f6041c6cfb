import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import httpx
import pytest

from amends.loopback import LoopbackTransport, transport_for

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def serving(serve: Serve) -> AsyncIterator[tuple[str, list[int]]]:
    """A server that does what `serve` does on each connection; its address and the connections so far."""
    connections: list[int] = []

    async def counted(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connections.append(len(connections))
        try:
            await serve(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(counted, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/turn", connections
    finally:
        server.close()


async def read_request(reader: asyncio.StreamReader) -> tuple[str, bytes]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode()
    length = next(int(line.split(":")[1]) for line in head.splitlines() if line.startswith("Content-Length"))
    return head, await reader.readexactly(length)


def post(url: str, body: bytes = b"{}", timeout_s: float = 2.0) -> httpx.Request:
    timeout = httpx.Timeout(timeout_s).as_dict()
    return httpx.Request("POST", url, headers={"X-S": "hush"}, content=body, extensions={"timeout": timeout})


def test_one_connection_carries_many_requests_whole() -> None:
    seen: list[tuple[str, bytes]] = []

    async def answer_all(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            seen.append(await read_request(reader))
            writer.write(OK)

    async def scene() -> None:
        transport = LoopbackTransport()
        async with serving(answer_all) as (url, connections):
            for _ in range(3):
                answer = await transport.handle_async_request(post(url, "größer".encode()))
                assert (answer.status_code, answer.text) == (200, "ok")
            assert len(connections) == 1
            await transport.aclose()

    asyncio.run(scene())
    head, body = seen[-1]
    assert head.startswith("POST /turn HTTP/1.1\r\n") and "X-S: hush" in head and "Host: 127.0.0.1" in head
    assert body.decode() == "größer"


def test_an_answer_in_chunks_comes_whole() -> None:
    async def chunks(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await read_request(reader)
        writer.write(b"HTTP/1.1 503 Busy\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n")
        await writer.drain()
        await asyncio.sleep(0.02)
        writer.write(b"2\r\nde\r\n0\r\n\r\n")

    async def scene() -> httpx.Response:
        async with serving(chunks) as (url, _):
            return await LoopbackTransport().handle_async_request(post(url))

    answer = asyncio.run(scene())
    assert (answer.status_code, answer.text) == (503, "abcde")


def test_a_connection_that_the_other_side_closed_is_not_used_again() -> None:
    async def once(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await read_request(reader)
        writer.write(OK)

    async def scene() -> None:
        transport = LoopbackTransport()
        async with serving(once) as (url, connections):
            for _ in range(2):
                assert (await transport.handle_async_request(post(url))).text == "ok"
                await asyncio.sleep(0.05)
            assert len(connections) == 2

    asyncio.run(scene())


def test_a_late_answer_is_never_taken_for_the_next_one() -> None:
    async def slow_first(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        _, body = await read_request(reader)
        if body == b"slow":
            await asyncio.sleep(0.2)
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))
        await writer.drain()
        await asyncio.sleep(0.3)

    async def scene() -> str:
        transport = LoopbackTransport()
        async with serving(slow_first) as (url, _):
            with pytest.raises(httpx.ReadTimeout):
                await transport.handle_async_request(post(url, b"slow", timeout_s=0.05))
            return (await transport.handle_async_request(post(url, b"next"))).text

    assert asyncio.run(scene()) == "next"


@pytest.mark.parametrize(
    ("sent", "error"),
    [
        (b"", httpx.RemoteProtocolError),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhal", httpx.RemoteProtocolError),
        (b"this is no HTTP\r\n\r\n", httpx.RemoteProtocolError),
    ],
)
def test_a_broken_answer_is_an_error(sent: bytes, error: type[Exception]) -> None:
    async def broken(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await read_request(reader)
        writer.write(sent)

    async def scene() -> None:
        async with serving(broken) as (url, _):
            await LoopbackTransport().handle_async_request(post(url))

    with pytest.raises(error):
        asyncio.run(scene())


def test_nobody_there_is_a_connect_error() -> None:
    async def scene() -> None:
        async with serving(lambda reader, writer: asyncio.sleep(0)) as (url, _):
            pass
        await LoopbackTransport().handle_async_request(post(url))

    with pytest.raises(httpx.ConnectError):
        asyncio.run(scene())


def test_what_is_not_plain_http_keeps_the_transport_that_knows_tls() -> None:
    assert isinstance(transport_for("http://127.0.0.1:5005"), LoopbackTransport)
    assert isinstance(transport_for("https://assistant.example.org"), httpx.AsyncHTTPTransport)

"""Customers with a stopwatch: one of our house, one of the stock bot, over equally lean connections."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Mapping
from typing import Any, Self
from urllib.parse import urlsplit

import httpx

from amends.loopback import LoopbackTransport

PATIENCE_S = 60.0


class AnswerLost(Exception):
    """No answer came in time, or one that cannot be an answer; the text says to what."""


class Wire:
    """Posts JSON to one address; its own cost is a fraction of a millisecond and the same for both bots."""

    def __init__(self, url: str) -> None:
        self._url = url.rstrip("/")
        self._transport = LoopbackTransport()

    async def post(self, path: str, body: Mapping[str, Any], headers: Mapping[str, str]) -> Any:
        """The answer's JSON; raises AnswerLost."""
        request = httpx.Request(
            "POST",
            self._url + path,
            headers={"Content-Type": "application/json", **headers},
            content=json.dumps(body).encode("utf-8"),
            extensions={"timeout": httpx.Timeout(PATIENCE_S).as_dict()},
        )
        try:
            answer = await self._transport.handle_async_request(request)
            if answer.is_error:
                raise AnswerLost(f"{path} was answered with {answer.status_code}: {answer.text[:200]}")
            return answer.json()
        except (httpx.HTTPError, ValueError) as error:
            raise AnswerLost(f"{path}: {error!r}") from error

    async def close(self) -> None:
        """Close the connections."""
        await self._transport.aclose()


class EventStream:
    """One server-sent event stream, read as it comes."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer
        self._rest = b""

    @classmethod
    async def open(cls, url: str, path: str, token: str) -> Self:
        """Ask for the stream. Raises AnswerLost when it is refused."""
        address = urlsplit(url)
        reader, writer = await asyncio.open_connection(address.hostname, address.port)
        head = (f"GET {path} HTTP/1.1", f"Host: {address.netloc}", f"Authorization: Bearer {token}", "", "")
        writer.write("\r\n".join(head).encode("ascii"))
        answer = await reader.readuntil(b"\r\n\r\n")
        if not answer.startswith(b"HTTP/1.1 200 "):
            writer.close()
            raise AnswerLost(f"{path} was answered with {answer.split(b' ', 2)[1].decode()}")
        return cls(reader, writer)

    async def events(self) -> AsyncIterator[tuple[str, dict[str, Any]]]:
        """Name and data of each event; pings are left out."""
        name = "message"
        while True:
            line = await self._line()
            if line.startswith("event:"):
                name = line.removeprefix("event:").strip()
            elif line.startswith("data:"):
                yield name, json.loads(line.removeprefix("data:"))
            elif not line:
                name = "message"

    def close(self) -> None:
        """Hang up."""
        self._writer.close()

    async def _line(self) -> str:
        while b"\n" not in self._rest:
            size = int((await self._reader.readuntil(b"\r\n")).strip() or b"0", 16)
            if size == 0:
                raise AnswerLost("the event stream ended")
            self._rest += (await self._reader.readexactly(size + 2))[:-2]
        line, self._rest = self._rest.split(b"\n", 1)
        return line.decode("utf-8").rstrip("\r")


class Customer:
    """A conversation with our house; `seconds` is what each turn took, `said` what was said."""

    def __init__(self, wire: Wire, conversation_id: str, token: str, stream: EventStream) -> None:
        self._wire, self._stream = wire, stream
        self._events = stream.events()
        self._headers = {"Authorization": f"Bearer {token}"}
        self.conversation_id = conversation_id
        self.seconds: list[float] = []
        self.said: list[str] = []

    @classmethod
    async def arrive(cls, desk_url: str) -> Self:
        """Open a conversation and listen to it."""
        wire = Wire(desk_url)
        opened = await wire.post("/chat/conversations", {}, {})
        path = f"/chat/conversations/{opened['id']}/events"
        stream = await EventStream.open(desk_url, path, opened["token"])
        return cls(wire, opened["id"], opened["token"], stream)

    async def say(self, text: str) -> float:
        """Post a message and hear the whole answer; the seconds in between. Raises AnswerLost."""
        begun = time.perf_counter()
        message = {"client_id": f"m{len(self.said)}", "text": text}
        self.said.append(text)
        try:
            async with asyncio.timeout(PATIENCE_S):
                path = f"/chat/conversations/{self.conversation_id}/messages"
                posted = await self._wire.post(path, message, self._headers)
                await self._hear(posted["seq"])
        except (TimeoutError, OSError, EOFError) as error:
            raise AnswerLost(f"message {len(self.said)} of {self.conversation_id}: {error!r}") from error
        self.seconds.append(time.perf_counter() - begun)
        return self.seconds[-1]

    async def leave(self) -> None:
        """Hang up."""
        self._stream.close()
        await self._wire.close()

    async def _hear(self, seq: int) -> None:
        """Listen until the message counts as answered; its replies come before that, and at least one."""
        replies = 0
        async for name, data in self._events:
            if name == "message" and data["author"] == "assistant" and data["seq"] > seq:
                replies += 1
            if name == "receipt" and data["seq"] == seq and data["state"] != "sent":
                if not replies:
                    raise AnswerLost(f"message {seq} of {self.conversation_id} got no reply")
                return


class StockCustomer:
    """A conversation with the stock bot over its REST channel; `unanswered` counts empty answers."""

    def __init__(self, url: str, sender: str) -> None:
        self._wire = Wire(url)
        self._sender = sender
        self.seconds: list[float] = []
        self.unanswered = 0

    async def say(self, text: str) -> float:
        """Post a message and get the answer; the seconds in between. Raises AnswerLost."""
        begun = time.perf_counter()
        body = {"sender": self._sender, "message": text}
        replies = await self._wire.post("/webhooks/rest/webhook", body, {})
        self.seconds.append(time.perf_counter() - begun)
        self.unanswered += not replies
        return self.seconds[-1]

    async def leave(self) -> None:
        """Hang up."""
        await self._wire.close()

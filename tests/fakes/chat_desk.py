"""A fake desk for customers with a stopwatch: the public chat interface, with faults to order."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

HEAD = "HTTP/1.1 {} OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n"
STREAM = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"


class ChatDesk:
    """One conversation; `silent_at` names the message that gets a receipt and no reply, `status` what posting
    gives, `answers` what the stock bot's address gives."""

    def __init__(self) -> None:
        self.silent_at = 0
        self.hang_up_at = 0
        self.status = 202
        self.answers: list[dict[str, str]] = [{"text": "Hey!"}]
        self.posted: list[dict[str, Any]] = []
        self._seq = 0
        self._stream: asyncio.StreamWriter | None = None

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer the requests of one connection."""
        with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode()
                lengths = [line for line in head.splitlines() if line.startswith("Content-Length")]
                length = int(lengths[0].split(":")[1]) if lengths else 0
                body = json.loads(await reader.readexactly(length) or b"{}")
                path = head.split(" ")[1]
                if path.endswith("/events"):
                    self._stream = writer
                    writer.write(STREAM)
                    self._tell("", {"seq": 0, "author": "system", "text": "Welcome"})
                    return
                writer.write(self._answer(path, body))
                if path.endswith("/messages"):
                    self._reply()
        writer.close()

    def _answer(self, path: str, body: dict[str, Any]) -> bytes:
        if path == "/chat/conversations":
            return _json(201, {"id": "c1", "token": "t"})
        if path == "/webhooks/rest/webhook":
            return _json(200, self.answers)
        self.posted.append(body)
        self._seq += 1
        return _json(self.status, {"seq": self._seq})

    def _reply(self) -> None:
        seq = self._seq
        self._tell("", {"seq": seq, "author": "customer", "text": "…"})
        self._tell("receipt", {"seq": seq, "state": "sent"})
        if len(self.posted) == self.hang_up_at and self._stream:
            self._stream.close()
            return
        if len(self.posted) != self.silent_at:
            self._seq += 1
            self._tell("", {"seq": self._seq, "author": "assistant", "text": "I see."})
        self._tell("receipt", {"seq": seq, "state": "answered"})

    def _tell(self, name: str, data: dict[str, Any]) -> None:
        assert self._stream is not None
        text = (f"event: {name}\r\n" if name else "") + f"data: {json.dumps(data)}\r\n\r\n"
        part = text.encode()
        # Cut in two, as a network may.
        for piece in (part[:7], part[7:]):
            self._stream.write(b"%x\r\n%s\r\n" % (len(piece), piece))


@asynccontextmanager
async def chat_desk() -> AsyncIterator[tuple[ChatDesk, str]]:
    """A fake desk that runs, and its address."""
    desk = ChatDesk()
    server = await asyncio.start_server(desk.serve, "127.0.0.1", 0)
    try:
        yield desk, f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()


def _json(status: int, body: object) -> bytes:
    content = json.dumps(body).encode()
    return HEAD.format(status, len(content)).encode() + content

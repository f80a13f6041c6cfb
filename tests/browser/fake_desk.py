"""A desk for fault tests: keeps the chat contract in memory, and breaks it on purpose when told to."""

import asyncio
import itertools
import json
import socket
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import FastAPI, Request, Response
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import JSONResponse, StreamingResponse

WIDGET = Path(__file__).parents[2] / "widget/dist/widget.js"
GREETING = "This is an automated assistant (a bot). What you write is kept to look into your case."


@dataclass
class Kept:
    """One conversation: its secret, its numbered events, what was posted, who listens."""

    token: str
    events: list[dict[str, Any]] = field(default_factory=list)
    posts: list[dict[str, Any]] = field(default_factory=list)
    contacts: list[dict[str, Any]] = field(default_factory=list)
    listeners: list[asyncio.Queue[str | None]] = field(default_factory=list)


@dataclass
class Faults:
    """What goes wrong next; numbers count down."""

    refuse_posts: int = 0
    refuse_with: int = 503
    lose_answers: int = 0
    drop_stream_after: int = 0
    skip_pushes: int = 0
    refuse_streams: int = 0
    mute: bool = False


class FakeDesk:
    """Runs in a thread of the test; its methods may be called from the test's own thread."""

    def __init__(self, answers: bool = True) -> None:
        self.kept: dict[str, Kept] = {}
        self.faults = Faults()
        self.answers = answers
        self.streams_opened = 0
        self.typing_signals = 0
        self.next_buttons: list[dict[str, str]] = []
        self.port = 0
        self._numbers = itertools.count(1)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._server: uvicorn.Server | None = None
        self._thread: threading.Thread | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def only(self) -> Kept:
        """The one conversation that a test has begun."""
        (kept,) = self.kept.values()
        return kept

    def start(self, port: int = 0) -> "FakeDesk":
        listening = socket.socket()
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(("127.0.0.1", port))
        self.port = listening.getsockname()[1]
        config = uvicorn.Config(create_app(self), log_level="error", timeout_graceful_shutdown=1)
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [listening]}, daemon=True)
        self._thread.start()
        while not self._server.started:
            time.sleep(0.01)
        return self

    def stop(self) -> None:
        """Closes the port; the conversations stay, so that it can start again like a restarted process."""
        assert self._server is not None and self._thread is not None
        self._call(self.drop_streams)
        self._server.should_exit = True
        self._thread.join(timeout=10)

    def restart(self) -> None:
        self.start(self.port)

    def begin_again(self) -> None:
        """Forgets every conversation and every fault."""
        self._call(self.drop_streams)
        self.kept = {}
        self.faults = Faults()
        self.answers = True
        self.streams_opened = self.typing_signals = 0
        self.next_buttons = []

    def say(self, text: str, author: str = "assistant", **more: Any) -> None:
        """The assistant, an agent or the system says something."""
        self._call(lambda: self.add(self.only, {"type": "message", "author": author, "text": text} | more))

    def signal(self, event: str, data: dict[str, Any]) -> None:
        """Sends something that is not stored, as soon as somebody listens."""
        until = time.monotonic() + 5
        while not self.only.listeners and time.monotonic() < until:
            time.sleep(0.01)
        self._call(lambda: self.push(self.only, f"event: {event}\ndata: {json.dumps(data)}\n\n"))

    def cut(self) -> None:
        """Ends every open event stream."""
        self._call(self.drop_streams)

    def _call(self, work: Any) -> None:
        assert self._loop is not None
        done = threading.Event()

        def run() -> None:
            try:
                work()
            finally:
                done.set()

        self._loop.call_soon_threadsafe(run)
        assert done.wait(5)

    # What follows runs in the server's own loop.

    @asynccontextmanager
    async def lifespan(self, _: FastAPI) -> AsyncIterator[None]:
        self._loop = asyncio.get_running_loop()
        for kept in self.kept.values():
            kept.listeners.clear()
        yield

    def add(self, kept: Kept, event: dict[str, Any]) -> int:
        seq = len(kept.events) + 1
        whole = {"seq": seq, "buttons": [], "at": datetime.now(UTC).isoformat()} | event
        kept.events.append(whole)
        if self.faults.skip_pushes > 0:
            self.faults.skip_pushes -= 1
        else:
            self.push(kept, frame(whole))
        return seq

    def push(self, kept: Kept, text: str) -> None:
        if not self.faults.mute:
            for listener in kept.listeners:
                listener.put_nowait(text)

    def drop_streams(self) -> None:
        for kept in self.kept.values():
            for listener in kept.listeners:
                listener.put_nowait(None)

    def open_conversation(self) -> tuple[str, Kept]:
        number = next(self._numbers)
        conversation_id, kept = f"conversation-{number}", Kept(token=f"token-{number}")
        self.kept[conversation_id] = kept
        self.add(kept, {"type": "notice", "author": "system", "text": GREETING})
        return conversation_id, kept

    async def answer(self, kept: Kept, text: str) -> None:
        self.push(kept, 'event: typing\ndata: {"author": "assistant", "on": true}\n\n')
        await asyncio.sleep(0.15)
        buttons, self.next_buttons = self.next_buttons, []
        answer = f"You said: {text}"
        self.add(kept, {"type": "message", "author": "assistant", "text": answer, "buttons": buttons})


def frame(event: dict[str, Any]) -> str:
    return f"id: {event['seq']}\ndata: {json.dumps(event)}\n\n"


def create_app(desk: FakeDesk) -> FastAPI:
    app = FastAPI(lifespan=desk.lifespan)
    app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_methods=["*"], allow_headers=["*"])
    tasks: set[asyncio.Task[None]] = set()

    def find(request: Request, conversation_id: str) -> Kept | None:
        kept = desk.kept.get(conversation_id)
        return kept if kept and request.headers.get("authorization") == f"Bearer {kept.token}" else None

    def refusal() -> Response | None:
        if desk.faults.refuse_posts == 0:
            return None
        desk.faults.refuse_posts -= 1
        detail = {"error": "refused", "detail": "Refused on purpose."}
        return JSONResponse(detail, desk.faults.refuse_with)

    def unknown() -> Response:
        return JSONResponse({"error": "unknown", "detail": "There is no such conversation."}, status_code=404)

    @app.get("/widget.js")
    def widget() -> Response:
        return Response(WIDGET.read_bytes(), media_type="text/javascript")

    @app.post("/chat/conversations", status_code=201)
    async def begin() -> Any:
        if refused := refusal():
            return refused
        conversation_id, kept = desk.open_conversation()
        return {"id": conversation_id, "token": kept.token}

    @app.post("/chat/conversations/{conversation_id}/messages")
    async def post(request: Request, conversation_id: str) -> Response:
        kept = find(request, conversation_id)
        if kept is None:
            return unknown()
        body = await request.json()
        kept.posts.append(body)
        if refused := refusal():
            return refused
        known = next((event for event in kept.events if event.get("client_id") == body["client_id"]), None)
        if known is None:
            said = {key: body[key] for key in ("text", "client_id")}
            seq = desk.add(kept, {"type": "message", "author": "customer"} | said)
            if desk.answers:
                task = asyncio.create_task(desk.answer(kept, body["text"]))
                tasks.add(task)
                task.add_done_callback(tasks.discard)
        else:
            seq = known["seq"]
        if desk.faults.lose_answers > 0:
            desk.faults.lose_answers -= 1
            return JSONResponse({"error": "lost", "detail": "The answer is lost on purpose."}, 502)
        return JSONResponse({"seq": seq}, 202)

    @app.post("/chat/conversations/{conversation_id}/typing")
    async def typing(request: Request, conversation_id: str) -> Response:
        desk.typing_signals += 1
        return Response(status_code=204) if find(request, conversation_id) else unknown()

    @app.post("/chat/conversations/{conversation_id}/contact")
    async def contact(request: Request, conversation_id: str) -> Response:
        kept = find(request, conversation_id)
        if kept is None:
            return unknown()
        kept.contacts.append(await request.json())
        return Response(status_code=204)

    @app.get("/chat/conversations/{conversation_id}/messages")
    async def messages(request: Request, conversation_id: str, after: int = 0) -> Response:
        kept = find(request, conversation_id)
        return JSONResponse({"events": kept.events[after : after + 50]}) if kept else unknown()

    @app.get("/chat/conversations/{conversation_id}/events")
    async def events(request: Request, conversation_id: str, after: int = 0) -> Response:
        kept = find(request, conversation_id)
        if kept is None:
            return unknown()
        desk.streams_opened += 1
        if desk.faults.refuse_streams > 0:
            desk.faults.refuse_streams -= 1
            return JSONResponse({"error": "refused", "detail": "Refused on purpose."}, 503)
        return StreamingResponse(follow(desk, kept, after), media_type="text/event-stream")

    return app


async def follow(desk: FakeDesk, kept: Kept, after: int) -> AsyncIterator[str]:
    queue: asyncio.Queue[str | None] = asyncio.Queue()
    kept.listeners.append(queue)
    try:
        yield ": hello\n\n"
        for event in list(kept.events[after:]):
            yield frame(event)
        while (text := await queue.get()) is not None:
            yield text
            if desk.faults.drop_stream_after > 0:
                desk.faults.drop_stream_after -= 1
                if desk.faults.drop_stream_after == 0:
                    return
    finally:
        if queue in kept.listeners:
            kept.listeners.remove(queue)

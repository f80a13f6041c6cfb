"""The rooms of agents and trainers over a database of one's own, for unit tests and for browsers."""

import asyncio
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import httpx
import uvicorn
from fastapi import FastAPI

from amends.desk.desk import Desk
from amends.records.database import Database
from amends.settings import Settings
from amends.web import pages
from amends.web.built_files import STATIC, KeptFiles
from amends.web.console.router import router as console
from amends.web.replay.router import router as replay
from amends.web.signin.router import router as signin


class SilentAssistant:
    """An assistant that is never asked: nothing in these rooms speaks to it."""

    def __getattr__(self, name: str) -> Any:
        raise AssertionError(f"the staff rooms asked the assistant for {name}")


def staff_rooms(database: Database, *, public_url: str, now: datetime | None = None) -> FastAPI:
    """An app with sign-in, console and replay over a real desk; `now` stops its clock."""
    app = FastAPI()
    app.state.settings = Settings(public_url=public_url)
    app.state.database = database
    app.state.desk = Desk(database, SilentAssistant())  # type: ignore[arg-type]
    app.state.assistant, app.state.candidate = SilentAssistant(), None
    if now is not None:
        app.state.clock = lambda: now
    for room in (signin, console, replay):
        app.include_router(room)
    app.mount("/static", KeptFiles(directory=STATIC))
    pages.install_pages(app)
    return app


class InProcess(httpx.BaseTransport):
    """Hands requests to an app in this process, on an event loop that all requests share."""

    def __init__(self, app: FastAPI) -> None:
        self._runner = asyncio.Runner()
        self._transport = httpx.ASGITransport(app, raise_app_exceptions=False)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The app's whole answer."""
        return self._runner.run(self._answer(request))

    async def _answer(self, request: httpx.Request) -> httpx.Response:
        request.stream = httpx.ByteStream(request.read())
        answer = await self._transport.handle_async_request(request)
        # As it came: whoever asked undoes the compression.
        content = b"".join([part async for part in answer.stream])  # type: ignore[union-attr]
        return httpx.Response(answer.status_code, headers=answer.headers, content=content)

    def close(self) -> None:
        """End the event loop."""
        self._runner.close()


def a_browser(app: FastAPI, address: str, origin: str | None = None) -> httpx.Client:
    """A browser without a window: it asks for pages, and sends its origin as real ones do."""
    headers = {"Accept": "text/html,*/*;q=0.8", "Origin": address if origin is None else origin}
    if origin == "":
        del headers["Origin"]
    return httpx.Client(transport=InProcess(app), base_url=address, headers=headers)


@contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """The app on a free port of this machine; its address."""
    config = uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        app.state.desk.hub.close()
        server.should_exit = True
        thread.join(timeout=5)

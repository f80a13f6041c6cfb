"""The rooms of agents and trainers over a database of one's own, for unit tests and for browsers."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from amends.desk.desk import Desk
from amends.records.database import Database
from amends.settings import Settings
from amends.web import pages
from amends.web.console.router import router as console
from amends.web.replay.router import router as replay
from amends.web.signin.router import router as signin

STATIC = Path(pages.__file__).parent / "static"


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
    if now is not None:
        app.state.clock = lambda: now
    for room in (signin, console, replay):
        app.include_router(room)
    app.mount("/static", StaticFiles(directory=STATIC))
    pages.install_pages(app)
    return app


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

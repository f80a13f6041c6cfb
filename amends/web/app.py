"""Composes the desk's web application: its rooms, their addresses, and what runs behind them."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from fastapi import FastAPI

from amends.assistant_client import Assistant, AssistantClient
from amends.desk.assistants import open_assistants
from amends.desk.desk import Desk
from amends.desk.options import DeskOptions
from amends.records.database import open_database
from amends.settings import Settings
from amends.web import health
from amends.web.built_files import STATIC, KeptFiles
from amends.web.chat.cors import ChatCors
from amends.web.chat.pace import Paces
from amends.web.chat.refusals import DESK_REFUSALS, answer_refusal
from amends.web.chat.router import router as chat_router
from amends.web.chat.validation import Refusal
from amends.web.chat.widget_file import WidgetFile, widget_router
from amends.web.console.router import router as console_router
from amends.web.crashes import Crashes
from amends.web.headers import SecurityHeaders
from amends.web.pages import install_pages
from amends.web.refused import RefusalLog
from amends.web.replay.router import router as replay_router
from amends.web.signin.router import router as signin_router

# A form is read before anybody is asked who sent it; the chat has a smaller cap of its own.
LARGEST_FORM = 256 * 1024


def create_app(
    settings: Settings,
    *,
    assistant: Assistant | None = None,
    candidate: Assistant | None = None,
    options: DeskOptions | None = None,
    widget: WidgetFile | None = None,
) -> FastAPI:
    """The application for these settings; nothing is opened before it starts.

    `assistant`, `candidate` and `options` replace the real ones in tests.
    """
    app = FastAPI(
        title="Amends",
        lifespan=_lifespan(settings, assistant, candidate, options or DeskOptions.from_settings(settings)),
        # The interactive pages load scripts from elsewhere, and nobody outside needs the list of addresses.
        openapi_url=None,
    )
    app.state.settings, app.state.paces = settings, Paces(settings)
    install_pages(app)
    app.add_exception_handler(Refusal, answer_refusal)
    for error in DESK_REFUSALS:
        app.add_exception_handler(error, answer_refusal)
    app.include_router(health.router)
    app.include_router(chat_router)
    app.include_router(widget_router(widget or WidgetFile()))
    for room in (signin_router, console_router, replay_router):
        app.include_router(room, max_body_size=LARGEST_FORM)
    app.mount("/static", KeptFiles(directory=STATIC), name="static")
    # The last one added is the outermost.
    app.add_middleware(Crashes)
    app.add_middleware(ChatCors, origins=settings.allowed_origins, public_url=settings.public_url)
    app.add_middleware(SecurityHeaders, public_url=settings.public_url)
    app.add_middleware(RefusalLog)
    return app


def _lifespan(
    settings: Settings, assistant: Assistant | None, candidate: Assistant | None, options: DeskOptions
) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        database = open_database(settings.database_url)
        ours, close_ours = open_assistants(
            settings.assistant_urls, settings.secret, settings.turn_deadline_s
        )
        other = _other(settings)
        desk = Desk(database, assistant or ours, options)
        app.state.database, app.state.desk = database, desk
        # What trainers rehearse with: the customers' assistant, and the one that is compared with it.
        app.state.assistant, app.state.candidate = assistant or ours, candidate or other
        await desk.start()
        try:
            yield
        finally:
            await desk.stop()
            await close_ours()
            if other is not None:
                await other.aclose()
            database.close()

    return lifespan


def _other(settings: Settings) -> AssistantClient | None:
    if not settings.candidate_url:
        return None
    return AssistantClient(settings.candidate_url, settings.secret, settings.turn_deadline_s)

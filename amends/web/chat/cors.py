"""Lets pages of allowed origins speak to the chat, and to nothing else of ours."""

from collections.abc import Sequence

from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

PREFLIGHT_S = 600


class ChatCors:
    """Cross-origin answers for addresses under /chat; the rest of the app never gives any."""

    def __init__(self, app: ASGIApp, origins: Sequence[str]) -> None:
        """Allow these exact origins, with a token header and without cookies."""
        self._app = app
        self._chat = CORSMiddleware(
            app,
            allow_origins=list(origins),
            allow_methods=["GET", "POST"],
            allow_headers=["Authorization", "Content-Type", "Last-Event-ID"],
            expose_headers=["Retry-After"],
            allow_credentials=False,
            max_age=PREFLIGHT_S,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer preflights of the chat and mark its answers."""
        chat = scope["type"] == "http" and scope["path"].startswith("/chat/")
        await (self._chat if chat else self._app)(scope, receive, send)

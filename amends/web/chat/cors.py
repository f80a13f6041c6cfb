"""Lets pages of allowed origins speak to the chat, and to nothing else of ours."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from fastapi import Request
from fastapi.responses import JSONResponse
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

from amends.web.refused import because

PREFLIGHT_S = 600
NOT_ALLOWED = {
    "error": "origin_not_allowed",
    "detail": "Pages of this origin may not use the chat; add it to AMENDS_ALLOWED_ORIGINS.",
}


class ChatCors:
    """Cross-origin answers for addresses under /chat; the rest of the app never gives any.

    A request that a page of another origin makes is refused and not only hidden from that page. One without
    an origin comes from a program, and needs the conversation's token like any other.
    """

    def __init__(self, app: ASGIApp, origins: Sequence[str], public_url: str) -> None:
        """Allow these exact origins and the desk's own, with a token header and without cookies."""
        self._app = app
        self._allowed = {*origins, _origin_of(public_url)}
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
        """Answer preflights of the chat and mark its answers; refuse pages of other origins."""
        if scope["type"] != "http" or not scope["path"].startswith("/chat/"):
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        origin = request.headers.get("origin")
        own = f"{request.url.scheme}://{request.headers.get('host', '')}"
        if origin is None or origin in self._allowed or origin == own or request.method == "OPTIONS":
            await self._chat(scope, receive, send)
            return
        because(request, "foreign_origin")
        answer = JSONResponse(NOT_ALLOWED, status_code=403, headers={"Cache-Control": "no-store"})
        await answer(scope, receive, send)


def _origin_of(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"

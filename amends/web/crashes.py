"""Answers for what went wrong inside, so that a crash carries the same headers as any answer."""

import logging

from fastapi import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from amends.web.pages import error_response
from amends.web.refused import template_of

log = logging.getLogger(__name__)


class Crashes:
    """Turns an error that nobody caught into a page or JSON with status 500.

    Starlette's own place for this lies outside every other layer: its answer would lack the headers that
    keep a page safe and that let a shop's page read what happened.
    """

    def __init__(self, app: ASGIApp) -> None:
        """Wrap `app`, the rooms themselves."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything through; answer for what crashes before it has answered."""
        started = False

        async def watch(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, watch)
        except Exception:
            if scope["type"] != "http" or started:
                raise
            log.exception("%s %s crashed", scope["method"], template_of(scope))
            await error_response(Request(scope, receive), 500)(scope, receive, send)

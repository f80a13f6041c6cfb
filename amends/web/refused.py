"""Writes one line for every request that was turned away: what, who, why, and nothing that anybody said."""

import logging
import re
from typing import Any

from fastapi import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

log = logging.getLogger("amends.refused")

# What a status means where nobody said more with `because`.
REASONS = {
    401: "not_signed_in",
    403: "not_allowed",
    404: "not_there_for_them",
    409: "no_longer_theirs",
    413: "too_large",
    429: "too_often",
}

# Anything else in an address may be text that somebody typed.
_HARMLESS = re.compile(r"[A-Za-z0-9_-]{1,64}")


def because(request: Request, reason: str) -> None:
    """Say in one word why this request is turned away; the line names it."""
    request.state.refused_because = reason


def template_of(scope: Scope) -> str:
    """The address that was asked, with names in place of what was given, or that it leads nowhere."""
    if scope.get("route") is None:
        return "before it came to a room"
    # The route itself knows its path within its room only.
    path: str = scope["path"]
    for name, value in scope.get("path_params", {}).items():
        path = path.replace(f"/{value}", f"/{{{name}}}")
    return path


class RefusalLog:
    """Logs what is answered with 401, 403, 404, 409, 413 or 429, and who is sent to the sign-in page.

    It looks at answers and not at the code that gives them, so no room can forget it.
    """

    def __init__(self, app: ASGIApp) -> None:
        """Wrap `app`."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything through and note what was refused."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def note(message: Message) -> None:
            if message["type"] == "http.response.start":
                _note(scope, message["status"])
            await send(message)

        await self._app(scope, receive, note)


def _note(scope: Scope, status: int) -> None:
    state: dict[str, Any] = scope.get("state", {})
    route, reason = scope.get("route"), state.get("refused_because")
    # An address that leads nowhere is a mistyped link, not a door.
    if status < 300 or (reason is None and (status not in REASONS or route is None)):
        return
    log.warning(
        "refused %s %s%s: %s, %s, to %s",
        scope["method"] if scope["method"].isalpha() else "a method",
        template_of(scope),
        _named(scope.get("path_params", {})),
        status,
        reason or REASONS[status],
        _who(state.get("visitor")),
    )


def _named(parameters: dict[str, Any]) -> str:
    harmless = {name: str(value) for name, value in parameters.items() if _HARMLESS.fullmatch(str(value))}
    return "".join(f" {name}={value}" for name, value in sorted(harmless.items()))


def _who(visitor: Any) -> str:
    return "nobody" if visitor is None else f"{visitor.role} {visitor.user_id}"

"""The action server: one address for actions, one for health, and nothing of a request in any error."""

from __future__ import annotations

import hmac
import logging

from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionNotFoundException
from sanic import HTTPResponse, Request, Sanic
from sanic.exceptions import SanicException
from sanic.response import json

SECRET_HEADER = "X-Amends-Secret"
REQUEST_LIMIT = 5_000_000

logger = logging.getLogger(__name__)


def create_app(executor: ActionExecutor, secret: str | None, name: str = "actions") -> Sanic:
    """The application; without a secret (None) it answers anybody who can reach it."""
    app = Sanic(name, configure_logging=False)
    app.config.REQUEST_MAX_SIZE = REQUEST_LIMIT
    app.config.FALLBACK_ERROR_FORMAT = "json"

    @app.get("/health")
    async def health(request: Request) -> HTTPResponse:
        return json({"status": "ok"})

    @app.post("/webhook")
    async def webhook(request: Request) -> HTTPResponse:
        if secret is not None and not _knows(request, secret):
            return _error(401, "wrong_secret", f"the header {SECRET_HEADER} is missing or wrong")
        call = request.json
        if not isinstance(call, dict) or not isinstance(call.get("tracker"), dict):
            return _error(400, "bad_request", "an action call is a JSON object with a tracker")
        # Told to, Rasa 3.6 leaves the domain out, and it does not know that the SDK now demands it once.
        call.setdefault("domain", {})
        try:
            result = await executor.run(call)
        except ActionNotFoundException as missing:
            return _error(404, "unknown_action", f"there is no action {missing.action_name}")
        return json(result.model_dump() if result else None)

    @app.exception(Exception)
    async def failed(request: Request, error: Exception) -> HTTPResponse:
        # The request holds what the customer said, so neither answer nor log repeats any of it.
        status = error.status_code if isinstance(error, SanicException) else 500
        if status >= 500:
            logger.error("a request failed with %s", type(error).__name__)
        return _error(status, "failed", "the request could not be handled")

    return app


def _knows(request: Request, secret: str) -> bool:
    given = request.headers.get(SECRET_HEADER, "")
    return hmac.compare_digest(given.encode("utf-8", "surrogateescape"), secret.encode())


def _error(status: int, error: str, detail: str) -> HTTPResponse:
    return json({"error": error, "detail": detail}, status=status)

"""The only door to the assistant: turns and readings over loopback, with real errors."""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
import os
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse

from assistant.action_answer_schema import keep_checked_schema
from assistant.conversation_slots import StateNotReadable
from assistant.quiet_errors import describe
from assistant.served_model import CHANNEL, ServedModel
from assistant.turn_request import BadRequest, parse_texts, parse_turn
from assistant.turns_in_flight import ConversationBusy, DeadlinePassed, TurnsInFlight

logger = logging.getLogger(__name__)

SECRET_HEADER = "X-Amends-Secret"
DEFAULT_DEADLINE_S = 18.0  # Below the desk's 20 s, so that the desk hears of it.
TEXTS_AT_ONCE = 8

Handle = Callable[[UserMessage], Awaitable[Any]]
Work = Callable[[ServedModel, Request], Awaitable[Mapping[str, Any]]]


class GatewayInput(InputChannel):
    """`credentials.yml` names this class; the shared secret comes from the environment (AMENDS_SECRET)."""

    def __init__(
        self,
        secret: str | None,
        deadline_s: float = DEFAULT_DEADLINE_S,
        serve: Callable[[Agent, Handle], ServedModel] = ServedModel,
    ) -> None:
        self._secret = secret or None
        self._turns = TurnsInFlight(deadline_s)
        self._serve = serve
        self._served_model: tuple[Agent, ServedModel] | None = None

    @classmethod
    def name(cls) -> str:
        """Part of the address: /webhooks/gateway."""
        return CHANNEL

    @classmethod
    def from_credentials(cls, credentials: Mapping[str, Any] | None) -> GatewayInput:
        """Made by Rasa; `deadline_s` in credentials.yml bounds a turn."""
        deadline_s = float((credentials or {}).get("deadline_s", DEFAULT_DEADLINE_S))
        return cls(os.environ.get("AMENDS_SECRET"), deadline_s)

    def blueprint(self, on_new_message: Handle) -> Blueprint:
        """The routes `turn`, `read` and `health`."""
        keep_checked_schema()
        blueprint = Blueprint("gateway_channel")

        async def turn(request: Request) -> HTTPResponse:
            return await self._guarded(request, on_new_message, self._take_turn)

        async def read(request: Request) -> HTTPResponse:
            return await self._guarded(request, on_new_message, _read)

        async def health(request: Request) -> HTTPResponse:
            model = self._served(request.app, on_new_message)
            body = {"ready": model is not None, "model_id": model.model_id if model else None}
            return _answer(200 if model else 503, body)

        async def close(*_: Any) -> None:
            if self._served_model is not None:
                await self._served_model[1].aclose()

        blueprint.listener("after_server_stop")(close)
        blueprint.add_route(turn, "/turn", methods=["POST"])
        blueprint.add_route(read, "/read", methods=["POST"])
        blueprint.add_route(health, "/health", methods=["GET"])
        return blueprint

    async def _guarded(self, request: Request, handle: Handle, work: Work) -> HTTPResponse:
        """Check who asks and whether we are ready, then work; every failure has its own status."""
        if self._secret is None:
            return _error(503, "no_secret", "AMENDS_SECRET is not set, so nobody can be trusted")
        if not _same(request.headers.get(SECRET_HEADER, ""), self._secret):
            return _error(401, "wrong_secret", f"{SECRET_HEADER} is missing or wrong")
        model = self._served(request.app, handle)
        if model is None:
            return _error(503, "not_ready", "no model is loaded yet")
        try:
            return _answer(200, await work(model, request))
        except (BadRequest, StateNotReadable) as error:
            return _error(400, "bad_request", str(error))
        except ConversationBusy:
            return _error(409, "busy", "a turn of this conversation is still running")
        except DeadlinePassed:
            logger.error("a turn passed its deadline and was cancelled")
            return _error(504, "deadline", "the turn took too long; it may be sent again")
        except Exception as error:
            logger.error("a turn failed: %s", describe(error))
            return _error(500, "failed", "the turn failed; it may be sent again")

    def _served(self, app: Sanic, handle: Handle) -> ServedModel | None:
        agent = getattr(app.ctx, "agent", None)
        if agent is None or not agent.is_ready():
            return None
        if self._served_model is None or self._served_model[0] is not agent:
            self._served_model = (agent, self._serve(agent, handle))
        return self._served_model[1]

    async def _take_turn(self, model: ServedModel, request: Request) -> Mapping[str, Any]:
        turn = parse_turn(request.body)
        started = time.perf_counter()
        record = await self._turns.run(turn.running_as, lambda: model.turn(turn))
        return {**record, "elapsed_ms": round((time.perf_counter() - started) * 1000, 1)}


async def _read(model: ServedModel, request: Request) -> Mapping[str, Any]:
    texts = parse_texts(request.body)
    readings: list[Any] = []
    acts: list[Any] = []
    for start in range(0, len(texts), TEXTS_AT_ONCE):
        part = model.read(texts[start : start + TEXTS_AT_ONCE])
        readings += part["readings"]
        acts += part["acts"]
        await asyncio.sleep(0)  # Reading blocks the loop; turns that wait get their chance in between.
    return {"readings": readings, "acts": acts, "model_id": model.model_id}


def _same(given: str, expected: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "replace"), expected.encode("utf-8"))


def _answer(status: int, body: Mapping[str, Any]) -> HTTPResponse:
    # Our own dumps: Sanic's leaves the order of keys and the writing of numbers to ujson.
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return HTTPResponse(text, status=status, content_type="application/json; charset=utf-8")


def _error(status: int, error: str, detail: str) -> HTTPResponse:
    return _answer(status, {"error": error, "detail": detail})

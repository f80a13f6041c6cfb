"""The desk's way to the assistant: turns, readings and health over loopback, with errors that say why."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, Self

import httpx

from amends.loopback import transport_for

JSON = dict[str, Any]

SECRET_HEADER = "X-Amends-Secret"
TURN_PATH = "/webhooks/gateway/turn"
READ_PATH = "/webhooks/gateway/read"
HEALTH_PATH = "/webhooks/gateway/health"
CONNECT_S = 2.0
HEALTH_S = 2.0
LONGEST_QUOTE = 300


class AssistantError(Exception):
    """The assistant gave no usable answer; the subclass says whose fault that is and if a retry helps."""


class AssistantUnavailable(AssistantError):
    """Nobody could have answered: not started, not ready, or it does not know our secret."""


class AssistantBusy(AssistantError):
    """Another turn of this conversation is still running there; the same turn may be sent again soon."""


class TurnRejected(AssistantError):
    """The assistant is up and refuses this request; sending it again will hardly help."""


class TurnFailed(AssistantError):
    """The assistant is up and broke on this request, or answered what cannot be an answer."""


class TurnTimedOut(AssistantError):
    """No answer within the deadline; the assistant may be up, or frozen."""


class TurnLost(AssistantError):
    """The connection broke in the middle of the turn, as it does when the assistant's process dies."""


@dataclass(frozen=True)
class Health:
    """Whether the assistant takes turns, and with which model."""

    ready: bool
    model_id: str | None


@dataclass(frozen=True)
class TurnAnswer:
    """One finished turn; `record` is the assistant's whole answer, the rest is what the desk acts on."""

    replies: tuple[JSON, ...]
    state: JSON
    reading: JSON
    handoff: JSON | None
    case_reference: str | None
    model_id: str | None
    elapsed_ms: float
    record: JSON

    @classmethod
    def from_json(cls, body: object) -> Self:
        """Check the shape of an answer; raises TurnFailed naming the first part that is wrong."""
        record = _object(body, "the answer")
        replies = record.get("replies")
        if not isinstance(replies, list) or not all(_is_reply(reply) for reply in replies):
            raise TurnFailed("the answer's replies are not a list of texts")
        handoff = record.get("handoff")
        return cls(
            replies=tuple(replies),
            state=_object(record.get("state"), "the answer's state"),
            reading=_object(record.get("reading") or {}, "the answer's reading"),
            handoff=None if handoff is None else _object(handoff, "the answer's handoff"),
            case_reference=record.get("case_reference"),
            model_id=record.get("model_id"),
            elapsed_ms=float(record.get("elapsed_ms") or 0.0),
            record=record,
        )


class Assistant(Protocol):
    """What the desk needs of an assistant; the client below and the fake in tests/fakes both give it."""

    async def turn(self, request: Mapping[str, Any]) -> TurnAnswer:
        """Answer one turn; raises an AssistantError."""
        ...

    async def read(self, texts: Sequence[str]) -> list[JSON]:
        """Read texts without answering, one reading (with acts) each; raises an AssistantError."""
        ...

    async def health(self) -> Health:
        """Say whether turns are taken; never raises an AssistantError."""
        ...


class AssistantClient:
    """The assistant over HTTP. One client serves one event loop; close it with `aclose`."""

    def __init__(
        self, url: str, secret: str, deadline_s: float, transport: httpx.AsyncBaseTransport | None = None
    ) -> None:
        """Talk to `url`, giving each turn `deadline_s` seconds in all; `transport` replaces ours in tests."""
        self._deadline_s = deadline_s
        self._url = url.rstrip("/")
        self._headers = {SECRET_HEADER: secret, "Content-Type": "application/json"}
        # Without httpx's client around it: nothing here needs cookies, redirects or a proxy (which must never
        # see customers' messages), and what the client does on every request costs as much as the request.
        self._transport = transport or transport_for(url)

    async def turn(self, request: Mapping[str, Any]) -> TurnAnswer:
        """Answer one turn; raises an AssistantError."""
        return TurnAnswer.from_json(await self._post(TURN_PATH, request))

    async def read(self, texts: Sequence[str]) -> list[JSON]:
        """Read texts without answering; raises an AssistantError."""
        body = _object(await self._post(READ_PATH, {"texts": list(texts)}), "the answer")
        readings = _as_many(body.get("readings"), len(texts), "readings")
        acts = _as_many(body.get("acts") or [[]] * len(texts), len(texts), "acts")
        return [
            {**_object(reading, "a reading"), "acts": act}
            for reading, act in zip(readings, acts, strict=True)
        ]

    async def health(self) -> Health:
        """Say whether turns are taken; an unreachable assistant is simply not ready."""
        try:
            async with asyncio.timeout(HEALTH_S):
                answer = await self._send("GET", HEALTH_PATH, b"", HEALTH_S)
            body = answer.json()
        except (TimeoutError, httpx.HTTPError, ValueError):
            return Health(ready=False, model_id=None)
        if answer.status_code != httpx.codes.OK or not isinstance(body, dict):
            return Health(ready=False, model_id=None)
        return Health(ready=bool(body.get("ready")), model_id=body.get("model_id"))

    async def aclose(self) -> None:
        """Close the connections."""
        await self._transport.aclose()

    async def _send(self, method: str, path: str, content: bytes, timeout_s: float) -> httpx.Response:
        timeout = httpx.Timeout(timeout_s, connect=min(CONNECT_S, timeout_s))
        address = self._url + path
        extensions = {"timeout": timeout.as_dict()}
        request = httpx.Request(
            method, address, headers=self._headers, content=content, extensions=extensions
        )
        answer = await self._transport.handle_async_request(request)
        await answer.aread()
        return answer

    async def _post(self, path: str, body: Mapping[str, Any]) -> object:
        content = json.dumps(body, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode("utf-8")
        try:
            # The client's own timeouts are per read, so a trickling answer would never end.
            async with asyncio.timeout(self._deadline_s):
                answer = await self._send("POST", path, content, self._deadline_s)
        except TimeoutError as error:
            raise TurnTimedOut("the assistant did not answer within the deadline") from error
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            raise AssistantUnavailable(f"no connection to the assistant: {error!r}") from error
        except httpx.TimeoutException as error:
            raise TurnTimedOut("the assistant did not answer within the deadline") from error
        except httpx.HTTPError as error:
            raise TurnLost(f"the connection to the assistant broke: {error!r}") from error
        if answer.status_code != httpx.codes.OK:
            raise _error_for(answer)
        try:
            return answer.json()
        except ValueError as error:
            raise TurnFailed("the assistant's answer is not JSON") from error


def _error_for(answer: httpx.Response) -> AssistantError:
    quote = answer.text[:LONGEST_QUOTE]
    message = f"the assistant answered {answer.status_code}: {quote}"
    match answer.status_code:
        case 409 | 423 | 429:
            return AssistantBusy(message)
        # A wrong secret or a missing channel is our own set-up; no message deserves to die of it.
        case 401 | 403 | 404 | 502 | 503:
            return AssistantUnavailable(message)
        case 504:
            return TurnTimedOut(message)
        case status if 400 <= status < 500:
            return TurnRejected(message)
        case _:
            return TurnFailed(message)


def _object(value: object, name: str) -> JSON:
    if not isinstance(value, dict):
        raise TurnFailed(f"{name} is not an object")
    return value


def _as_many(value: object, count: int, name: str) -> list[Any]:
    if not isinstance(value, list) or len(value) != count:
        raise TurnFailed(f"asked for {count} {name} and got something else")
    return value


def _is_reply(reply: object) -> bool:
    return isinstance(reply, dict) and isinstance(reply.get("text"), str) and bool(reply["text"].strip())

"""Speaks to the desk as a customer's browser does: over the public chat interface."""

import asyncio
import uuid
from dataclasses import dataclass

import httpx

MOST_WAITS = 60
LONGEST_WAIT_S = 10.0


class ChatRefused(Exception):
    """The desk answered with an error; the text holds its code and its words."""


@dataclass(frozen=True)
class Opened:
    """A conversation and the token that opens it."""

    conversation_id: str
    token: str


class Chat:
    """One customer at a time; waits when the desk asks for patience."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client

    async def open(self) -> Opened:
        """Start a conversation. Raises ChatRefused."""
        body = await self._post("/chat/conversations", {}, {})
        return Opened(body["id"], body["token"])

    async def say(self, opened: Opened, text: str) -> str:
        """Send one message and return the client id it went under; the desk has then committed it."""
        body = {"client_id": uuid.uuid4().hex, "text": text}
        path = f"/chat/conversations/{opened.conversation_id}/messages"
        await self._post(path, body, {"Authorization": f"Bearer {opened.token}"})
        return body["client_id"]

    async def _post(self, path: str, body: dict[str, str], headers: dict[str, str]) -> dict[str, str]:
        for attempt in range(MOST_WAITS):
            try:
                answer = await self._client.post(path, json=body, headers=headers)
            except httpx.TransportError as error:
                raise ChatRefused(f"the desk does not answer: {error!r}") from None
            if answer.status_code in (httpx.codes.TOO_MANY_REQUESTS, httpx.codes.SERVICE_UNAVAILABLE):
                await asyncio.sleep(_patience(answer, attempt))
                continue
            if answer.is_error:
                raise ChatRefused(f"{answer.status_code} {answer.text[:200]}")
            return dict(answer.json())
        raise ChatRefused(f"the desk asked for patience {MOST_WAITS} times")


def _patience(answer: httpx.Response, attempt: int) -> float:
    asked = answer.headers.get("Retry-After", "")
    seconds = float(asked) if asked.replace(".", "", 1).isdigit() else 0.2 * (attempt + 1)
    return min(LONGEST_WAIT_S, max(0.05, seconds))

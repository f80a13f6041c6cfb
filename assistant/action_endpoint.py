"""Calls the action server with a bound on waiting that lies below the turn's deadline."""

from __future__ import annotations

import time
from contextvars import ContextVar
from typing import Any

import aiohttp
from rasa.utils.endpoints import EndpointConfig

DEFAULT_TIMEOUT_S = 6.0
DEFAULT_TURN_BUDGET_S = 13.0
LEAST_S = 0.5

# Each turn runs in a task of its own, so each has its own value.
_wait_until: ContextVar[float | None] = ContextVar("wait_until", default=None)


class _LeftOpen:
    """A session for Rasa's `async with`, which would close it after every request."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session

    async def __aenter__(self) -> aiohttp.ClientSession:
        return self._session

    async def __aexit__(self, *reason: object) -> None:
        return None


class BoundedActionEndpoint(EndpointConfig):
    """Rasa waits 300 s for an action; a customer who waits gets an honest reply long before.

    It also opens a session and a connection for every call; here one session serves them all.
    """

    _session: aiohttp.ClientSession | None = None

    def begin_turn(self) -> None:
        """From now on all calls of this turn together wait no longer than `turn_budget_s`."""
        budget_s = float(self.kwargs.get("turn_budget_s", DEFAULT_TURN_BUDGET_S))
        _wait_until.set(time.monotonic() + budget_s)

    def _timeout_s(self) -> float:
        each_s, until = float(self.kwargs.get("timeout_s", DEFAULT_TIMEOUT_S)), _wait_until.get()
        return each_s if until is None else max(LEAST_S, min(each_s, until - time.monotonic()))

    @classmethod
    def around(cls, endpoint: EndpointConfig) -> BoundedActionEndpoint:
        """The same endpoint with the bound; `timeout_s` and `turn_budget_s` in endpoints.yml set it."""
        return cls(
            endpoint.url,
            endpoint.params,
            endpoint.headers,
            endpoint.basic_auth,
            endpoint.token,
            endpoint.token_name,
            endpoint.cafile,
            **endpoint.kwargs,
        )

    def session(self) -> Any:
        """The one session of this process, as a context manager that leaves it open."""
        if self._session is None or self._session.closed:
            self._session = super().session()
        return _LeftOpen(self._session)

    async def aclose(self) -> None:
        """Close the session."""
        if self._session is not None:
            await self._session.close()

    async def request(
        self,
        method: str = "post",
        subpath: str | None = None,
        content_type: str | None = "application/json",
        compress: bool = False,
        **kwargs: Any,
    ) -> Any | None:
        """Send the request; raises aiohttp's timeout when the answer takes longer than the bound."""
        kwargs["timeout"] = aiohttp.ClientTimeout(total=self._timeout_s())
        return await super().request(method, subpath, content_type, compress, **kwargs)

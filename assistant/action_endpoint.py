"""Calls the action server with a bound on waiting that lies below the turn's deadline."""

from __future__ import annotations

from typing import Any

import aiohttp
from rasa.utils.endpoints import EndpointConfig

DEFAULT_TIMEOUT_S = 10.0


class BoundedActionEndpoint(EndpointConfig):
    """Rasa waits 300 s for an action; a customer who waits gets an honest reply long before."""

    @classmethod
    def around(cls, endpoint: EndpointConfig) -> BoundedActionEndpoint:
        """The same endpoint with the bound; `timeout_s` in endpoints.yml sets it."""
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

    async def request(
        self,
        method: str = "post",
        subpath: str | None = None,
        content_type: str | None = "application/json",
        compress: bool = False,
        **kwargs: Any,
    ) -> Any | None:
        """Send the request; raises aiohttp's timeout when the answer takes longer than the bound."""
        timeout_s = float(self.kwargs.get("timeout_s", DEFAULT_TIMEOUT_S))
        kwargs["timeout"] = aiohttp.ClientTimeout(total=timeout_s)
        return await super().request(method, subpath, content_type, compress, **kwargs)

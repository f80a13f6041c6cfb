"""Asks a process over HTTP whether it is ready for work."""

import httpx

from amends.supervisor.processes import Process


class HttpReadiness:
    """Ready means: 200, and where the answer has a `ready` field, that it is true."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client

    async def __call__(self, process: Process) -> bool:
        """Whether the process answers as one that works; never raises for a process that does not answer."""
        try:
            answer = await self._client.get(process.ready_url, timeout=3)
        except httpx.HTTPError:
            return False
        if answer.status_code != httpx.codes.OK:
            return False
        try:
            body = answer.json()
        except ValueError:
            return True
        return not isinstance(body, dict) or bool(body.get("ready", True))

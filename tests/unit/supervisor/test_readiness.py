import asyncio

import httpx
import pytest

from amends.supervisor.processes import Process
from amends.supervisor.readiness import HttpReadiness

PROCESS = Process("assistant", "AMENDS_ASSISTANT_PORT", 1, (), {}, "http://127.0.0.1:1/health")


def ask(answer: httpx.Response | Exception) -> bool:
    def handle(request: httpx.Request) -> httpx.Response:
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def probe() -> bool:
        async with httpx.AsyncClient(transport=httpx.MockTransport(handle)) as client:
            return await HttpReadiness(client)(PROCESS)

    return asyncio.run(probe())


@pytest.mark.parametrize(
    ("answer", "ready"),
    [
        (httpx.Response(200, json={"ready": True}), True),
        (httpx.Response(200, json={"ready": False}), False),
        (httpx.Response(200, json={"status": "ok"}), True),
        (httpx.Response(200, text="fine"), True),
        (httpx.Response(503, json={"ready": True}), False),
        (httpx.ConnectError("refused"), False),
    ],
)
def test_ready_means_200_and_no_word_against_it(answer: httpx.Response | Exception, ready: bool) -> None:
    assert ask(answer) is ready

"""A real assistant with real actions and shop; the desk is inside the test, so that nothing else writes."""

import asyncio
import os
import subprocess
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from amends.assistant_client import AssistantClient, Health, TurnAnswer
from amends.settings import Settings
from amends.supervisor.endpoints import render_endpoints
from amends.supervisor.house import ENDPOINTS
from amends.supervisor.ports import free_ports
from amends.supervisor.processes import ROOT, Process, the_house

PATIENCE_S = 240


@dataclass
class Rig:
    """The processes, by name."""

    settings: Settings
    processes: dict[str, Process]
    running: dict[str, "subprocess.Popen[bytes]"]
    log: Path

    def start(self, name: str) -> None:
        """Start a process and wait until it is ready."""
        process = self.processes[name]
        with self.log.open("ab") as log:
            self.running[name] = subprocess.Popen(
                process.command, cwd=ROOT, env=dict(process.environment), stdout=log, stderr=log
            )
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            said = self.log.read_text(errors="replace")[-2000:]
            assert self.running[name].poll() is None, f"{name} ended: {said}"
            try:
                answer = httpx.get(process.ready_url, timeout=2, trust_env=False)
                if answer.status_code == 200 and answer.json().get("ready", True):
                    return
            except (httpx.HTTPError, ValueError):
                pass
            time.sleep(0.2)
        raise AssertionError(f"{name} was not ready within {PATIENCE_S} s")

    def stop(self, name: str) -> None:
        """Stop a process."""
        running = self.running.pop(name)
        running.terminate()
        try:
            running.wait(10)
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()

    def client(self) -> AssistantClient:
        """A client for the assistant, for one event loop."""
        return AssistantClient(self.settings.assistant_url, self.settings.secret, 20)


@contextmanager
def running_rig(folder: Path, database_url: str) -> Iterator[Rig]:
    """Start assistant, actions and shop over a database; skip the test where there is no trained model."""
    if not any((ROOT / "models").glob("*.tar.gz")):
        pytest.skip("no trained model in models/ (make train)")
    desk, assistant, actions, shop = free_ports(4)
    settings = Settings(
        home=folder,
        database_url=database_url,
        secret="rehearsal",
        port=desk,
        assistant_port=assistant,
        actions_port=actions,
        shop_port=shop,
    )
    endpoints = folder / ENDPOINTS
    endpoints.parent.mkdir(parents=True, exist_ok=True)
    plain = (ROOT / "endpoints.yml").read_text(encoding="utf-8")
    endpoints.write_text(render_endpoints(plain, settings.actions_url, settings.secret), encoding="utf-8")
    house = {process.name: process for process in the_house(settings, endpoints, os.environ)}
    rig = Rig(settings, house, {}, folder / "rig.log")
    try:
        for name in ("actions", "shop", "assistant"):
            rig.start(name)
        yield rig
    finally:
        for name in list(rig.running):
            rig.stop(name)


class Meddling:
    """The real assistant, except that something happens in the middle of a turn or its answer gets lost."""

    def __init__(self, assistant: AssistantClient) -> None:
        """Meddle with nothing until told to."""
        self._assistant = assistant
        self.before_the_answer: Callable[[], Awaitable[None]] | None = None

    async def turn(self, request: Mapping[str, Any]) -> TurnAnswer:
        """The assistant's answer, after what was to happen once has happened."""
        answer = await self._assistant.turn(request)
        if self.before_the_answer is not None:
            meddle, self.before_the_answer = self.before_the_answer, None
            await meddle()
        return answer

    async def read(self, texts: Sequence[str]) -> list[dict[str, Any]]:
        """As the assistant does."""
        return await self._assistant.read(texts)

    async def health(self) -> Health:
        """As the assistant does."""
        return await self._assistant.health()


def run(scenario: Awaitable[Any]) -> Any:
    """Run a test's scenario to its end."""

    async def whole() -> Any:
        async with asyncio.timeout(600):
            return await scenario

    return asyncio.run(whole())

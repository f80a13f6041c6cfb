"""The running house: all processes together, from the first start to the last goodbye."""

import asyncio
import json
import os
import signal
from collections.abc import Callable, Sequence
from pathlib import Path

import httpx

from amends.settings import Settings
from amends.supervisor.endpoints import render_endpoints
from amends.supervisor.keeper import Announce, Keeper
from amends.supervisor.ports import require_free
from amends.supervisor.private_file import write_private
from amends.supervisor.processes import ASSISTANT_PYTHON, DESK_PYTHON, ROOT, Process, the_house
from amends.supervisor.readiness import HttpReadiness

LARGEST_LOG = 10_000_000
SIGN = Path("run") / "house.json"
ENDPOINTS = Path("run") / "endpoints.yml"


class NotSetUp(Exception):
    """Something that the set-up makes is missing; the text says which command makes it."""


def prepare(settings: Settings) -> tuple[Process, ...]:
    """Check what is needed, write the endpoints for Rasa and return the processes.

    Raises NotSetUp, EndpointsUnclear or PortTaken, each with a text for the person at the terminal.
    """
    for python in (DESK_PYTHON, ASSISTANT_PYTHON):
        if not python.exists():
            raise NotSetUp(f"{python.relative_to(ROOT)} is missing; `make set-up` makes it.")
    if not any((ROOT / "models").glob("*.tar.gz")):
        raise NotSetUp("There is no trained model in models/; `make train` makes one.")
    if settings.candidate_model and not Path(settings.candidate_model).is_file():
        raise NotSetUp(f"There is no model {settings.candidate_model} to compare with.")
    endpoints = settings.home / ENDPOINTS
    plain = (ROOT / "endpoints.yml").read_text(encoding="utf-8")
    write_private(endpoints, render_endpoints(plain, settings.actions_url, settings.secret))
    (settings.home / "logs").mkdir(parents=True, exist_ok=True)
    processes = the_house(settings, endpoints, os.environ)
    require_free(processes)
    for process in processes:
        put_by(settings.home / "logs" / f"{process.name}.log")
    return processes


def put_by(log: Path) -> None:
    """Begin a new log when the old one has grown large; one old log is kept."""
    if log.exists() and log.stat().st_size > LARGEST_LOG:
        log.replace(log.with_name(log.name + ".old"))


async def run_house(
    settings: Settings, processes: Sequence[Process], announce: Announce, on_ready: Callable[[], None]
) -> None:
    """Keep all processes running until SIGINT, SIGTERM or SIGHUP, then stop every one of them."""
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(number, stopping.set)
    sign = settings.home / SIGN
    async with httpx.AsyncClient(trust_env=False) as client:
        probe = HttpReadiness(client)
        logs = settings.home / "logs"
        keepers = [Keeper(process, logs / f"{process.name}.log", probe, announce) for process in processes]
        tasks = [asyncio.create_task(keeper.keep()) for keeper in keepers]
        greeting = asyncio.create_task(_greet(settings, keepers, sign, on_ready))
        try:
            await stopping.wait()
            announce("house", "stopping")
        finally:
            greeting.cancel()
            sign.unlink(missing_ok=True)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
    announce("house", "stopped, nothing left behind")


async def _greet(
    settings: Settings, keepers: Sequence[Keeper], sign: Path, on_ready: Callable[[], None]
) -> None:
    """Wait for all, leave a sign for other commands of this home, and tell the person at the terminal."""
    for keeper in keepers:
        if not keeper.process.optional:
            await keeper.ready.wait()
    facts = {
        "pid": os.getpid(),
        "desk_url": f"http://127.0.0.1:{settings.port}",
        "shop_url": settings.shop_url,
        "database_url": settings.database_url,
        "processes": {keeper.process.name: keeper.child.pid for keeper in keepers if keeper.child},
    }
    write_private(sign, json.dumps(facts, indent=2) + "\n")
    on_ready()

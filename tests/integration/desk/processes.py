"""Real processes for these tests: a desk that may be killed at any moment, and a fake assistant likewise."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from amends.records.migrate import upgrade
from tests.databases import fresh_database, own_postgresql_schema

ROOT = Path(__file__).parents[3]
START_S = 120.0
SECRET = "a secret for tests"


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class Process:
    """A process of ours that can be started and killed again and again."""

    command: list[str]
    env: dict[str, str]
    log: Path
    ready_url: str
    running: subprocess.Popen[bytes] | None = None

    def start(self, wait: bool = True) -> None:
        """Start it, and wait until it answers."""
        with self.log.open("ab") as log:
            self.running = subprocess.Popen(
                self.command, cwd=ROOT, env={**os.environ, **self.env}, stdout=log, stderr=log
            )
        if wait:
            self.wait()

    def wait(self) -> None:
        """Wait until it answers; fails with its log."""
        until = time.monotonic() + START_S
        while time.monotonic() < until:
            try:
                if httpx.get(self.ready_url, timeout=2).status_code == 200:
                    return
            except httpx.HTTPError:
                time.sleep(0.05)
            if self.running is not None and self.running.poll() is not None:
                break
        raise AssertionError(f"{self.command} did not start:\n{self.log.read_text()[-4000:]}")

    def kill(self) -> None:
        """Kill it as a power cut would, and wait until it is gone."""
        if self.running is not None:
            self.running.kill()
            self.running.wait()
            self.running = None

    def terminate(self) -> int:
        """Ask it to stop; its exit code."""
        assert self.running is not None
        self.running.terminate()
        code = self.running.wait(timeout=20)
        self.running = None
        return code


@dataclass
class Corridor:
    """Desks (one, or several that share the database) and a fake assistant for all of them."""

    desks: list[Process]
    urls: list[str]
    assistant: Process
    database_url: str
    assistant_url: str
    opened: list[str] = field(default_factory=list)

    @property
    def desk(self) -> Process:
        """The first desk."""
        return self.desks[0]

    @property
    def url(self) -> str:
        """The first desk's address."""
        return self.urls[0]

    def open_conversation(self) -> tuple[str, dict[str, str]]:
        """A new conversation: its address at the first desk and the header that opens it anywhere."""
        answer = httpx.post(f"{self.url}/chat/conversations", json={}, timeout=20).json()
        self.opened.append(answer["id"])
        return f"{self.url}/chat/conversations/{answer['id']}", {"Authorization": f"Bearer {answer['token']}"}


@contextmanager
def corridor(home: Path, delay_s: float = 0.02, **settings: str) -> Iterator[Corridor]:
    """A started desk over a fresh database, with a fake assistant that takes `delay_s` a turn."""
    with fresh_database(home) as url, _corridor(home, url, 1, delay_s, settings) as made:
        yield made


@contextmanager
def shared_corridor(home: Path, desks: int, delay_s: float = 0.02, **settings: str) -> Iterator[Corridor]:
    """Several started desks over one PostgreSQL schema of their own."""
    with own_postgresql_schema() as url:
        upgrade(url)
        with _corridor(home, url, desks, delay_s, settings) as made:
            yield made


@contextmanager
def _corridor(
    home: Path, database_url: str, desks: int, delay_s: float, settings: Mapping[str, str]
) -> Iterator[Corridor]:
    assistant_port, *ports = (free_port() for _ in range(desks + 1))
    assistant_url = f"http://127.0.0.1:{assistant_port}"
    env = {
        "AMENDS_HOME": str(home),
        "AMENDS_ASSISTANT_PORT": str(assistant_port),
        "AMENDS_SECRET": SECRET,
        "AMENDS_DATABASE_URL": database_url,
        **settings,
    }
    server = str(ROOT / "tests" / "fakes" / "assistant_server.py")
    made = Corridor(
        desks=[_desk(home, port, env, number) for number, port in enumerate(ports, start=1)],
        urls=[f"http://127.0.0.1:{port}" for port in ports],
        assistant=Process(
            [sys.executable, server, str(assistant_port), SECRET, str(delay_s)],
            {},
            home / "assistant.log",
            assistant_url,
        ),
        database_url=database_url,
        assistant_url=assistant_url,
    )
    with ExitStack() as ends:
        for process in (made.assistant, *made.desks):
            ends.callback(process.kill)
            process.start(wait=False)
        for process in (made.assistant, *made.desks):
            process.wait()
        yield made


def _desk(home: Path, port: int, env: Mapping[str, str], number: int) -> Process:
    own = {**env, "AMENDS_PORT": str(port)}
    log, ready_url = home / f"desk-{number}.log", f"http://127.0.0.1:{port}/health"
    return Process([sys.executable, "-m", "amends.web"], own, log, ready_url)

"""The supervisor with small real processes in place of the big ones."""

import json
import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from amends.supervisor.ports import free_ports
from amends.supervisor.processes import ROOT

# A server that has a child of its own, as some servers do.
SERVER = """
    import http.server, subprocess, sys
    child = subprocess.Popen(["sleep", "600"])
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.end_headers()
    print("serving", flush=True)
    http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
"""
SUPERVISOR = """
    import asyncio, sys
    from pathlib import Path
    from amends.settings import Settings
    from amends.supervisor.house import run_house
    from amends.supervisor.processes import Process

    home = Path(sys.argv[1])
    (home / "logs").mkdir()
    processes = [
        Process(f"server{number}", "AMENDS_PORT", int(port),
                (sys.executable, str(home / "server.py"), port), {}, f"http://127.0.0.1:{port}/")
        for number, port in enumerate(sys.argv[2:])
    ]
    say = lambda name, what: print(name, what, flush=True)
    greet = lambda: print("READY", flush=True)
    asyncio.run(run_house(Settings(home=home, secret="s"), processes, say, greet))
"""


def eventually(condition: Callable[[], object], seconds: float = 20) -> object:
    """Wait until the condition holds and return its value."""
    deadline = time.monotonic() + seconds
    while not (value := condition()):
        assert time.monotonic() < deadline, "did not happen in time"
        time.sleep(0.05)
    return value


class SmallHouse:
    """A supervisor over two small servers, and everything that it started."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.ports = free_ports(2)
        self.out = home / "out"
        (home / "server.py").write_text(textwrap.dedent(SERVER), encoding="utf-8")
        command = [sys.executable, "-c", textwrap.dedent(SUPERVISOR), str(home), *map(str, self.ports)]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        with self.out.open("wb") as out:
            self.running = subprocess.Popen(
                command, cwd=ROOT, env=environment, stdout=out, stderr=subprocess.STDOUT
            )

    def said(self, words: str) -> bool:
        return words in self.out.read_text(encoding="utf-8")

    def sign(self) -> dict[str, dict[str, int]]:
        return dict(json.loads((self.home / "run" / "house.json").read_text(encoding="utf-8")))

    def family(self) -> list[psutil.Process]:
        return psutil.Process(self.running.pid).children(recursive=True)


@pytest.fixture
def small_house(tmp_path: Path) -> Iterator[SmallHouse]:
    house = SmallHouse(tmp_path)
    family: list[psutil.Process] = []
    try:
        eventually(lambda: house.said("READY") or house.running.poll() is not None)
        assert house.said("READY"), house.out.read_text(encoding="utf-8")
        family = house.family()
        yield house
    finally:
        house.running.kill()
        house.running.wait(10)
        for process in family:
            if process.is_running():
                process.kill()


def all_gone(processes: list[psutil.Process]) -> bool:
    return not any(p.is_running() and p.status() != psutil.STATUS_ZOMBIE for p in processes)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_stopped_house_leaves_no_process_behind(small_house: SmallHouse, number: int) -> None:
    family = small_house.family()
    assert len(family) == 4  # Two servers, and the child of each.
    small_house.running.send_signal(number)
    assert small_house.running.wait(15) == 0
    assert all_gone(family)
    assert not (small_house.home / "run" / "house.json").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="optional: only Linux ends children with their parent")
def test_even_a_killed_supervisor_leaves_no_server_behind(small_house: SmallHouse) -> None:
    servers = psutil.Process(small_house.running.pid).children()
    small_house.running.kill()
    small_house.running.wait(10)
    eventually(lambda: all_gone(servers))


def test_what_crashes_is_started_again_and_its_log_is_kept(small_house: SmallHouse) -> None:
    before = small_house.sign()["processes"]["server0"]
    os.kill(before, signal.SIGKILL)
    eventually(lambda: small_house.said("server0") and small_house.said("starting again in 0.5 s"))
    eventually(lambda: small_house.out.read_text().count("server0 ready") == 2)
    log = (small_house.home / "logs" / "server0.log").read_text(encoding="utf-8")
    assert log.count("serving") == 2
    assert small_house.out.read_text().count("server1 ready") == 1

"""A whole house for a while: free ports, a home of its own, stopped and gone at the end."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from amends.supervisor.child import die_with_parent
from amends.supervisor.command import read_sign
from amends.supervisor.ports import free_ports
from amends.supervisor.processes import ROOT

PORTS = ("AMENDS_PORT", "AMENDS_ASSISTANT_PORT", "AMENDS_ACTIONS_PORT", "AMENDS_SHOP_PORT")
# Settings of the person's own house must not leak into a rented one.
OWN = "AMENDS_"


class HouseSilent(Exception):
    """A house did not become ready; the text holds the end of what it said."""


@dataclass(frozen=True)
class RentedHouse:
    """Where a rented house is to be found."""

    desk_url: str
    shop_url: str
    database_url: str
    home: Path
    pid: int
    processes: Mapping[str, int]


@contextmanager
def rented_house(home: Path, patience_s: float = 240.0, **environment: str) -> Iterator[RentedHouse]:
    """Run `amends up` with `home` as its home, and stop it at the end, whatever happens in between.

    Raises HouseSilent when it does not become ready within `patience_s` seconds.
    """
    home.mkdir(parents=True, exist_ok=True)
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(OWN)}
    ports = dict(zip(PORTS, map(str, free_ports(len(PORTS))), strict=True))
    env = {**inherited, **ports, **environment, "AMENDS_HOME": str(home), "PYTHONPATH": str(ROOT)}
    said = home / "up.log"
    with said.open("wb") as log:
        running = subprocess.Popen(
            [sys.executable, "-m", "amends", "up"],
            cwd=ROOT,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            # Whoever rents may be killed; the house must not stay behind.
            preexec_fn=die_with_parent(os.getpid()),
        )
    try:
        yield _wait_until_ready(running, home, said, patience_s)
    finally:
        _stop(running)


def _wait_until_ready(
    running: "subprocess.Popen[bytes]", home: Path, said: Path, patience_s: float
) -> RentedHouse:
    deadline = time.monotonic() + patience_s
    while time.monotonic() < deadline and running.poll() is None:
        facts = read_sign(home)
        if facts and facts.get("pid") == running.pid:
            processes = facts["processes"]
            assert isinstance(processes, dict)
            addresses = {key: str(facts[key]) for key in ("desk_url", "shop_url", "database_url")}
            return RentedHouse(**addresses, home=home, pid=running.pid, processes=processes)
        time.sleep(0.1)
    last = said.read_text(encoding="utf-8", errors="replace")[-2000:]
    raise HouseSilent(f"The house did not become ready within {patience_s:g} s. It said:\n{last}")


def _stop(running: "subprocess.Popen[bytes]") -> None:
    if running.poll() is not None:
        return
    running.send_signal(signal.SIGTERM)
    try:
        running.wait(20)
    except subprocess.TimeoutExpired:
        running.kill()  # Its children were started so that they go with it.
        running.wait()

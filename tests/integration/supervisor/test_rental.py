"""A rented house goes when whoever rented it goes, even without a chance to say so."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from tests.house import ROOT

RENTER = """
import sys, time
from pathlib import Path
from amends.supervisor.rental import rented_house
with rented_house(Path(sys.argv[1]), patience_s=120) as house:
    time.sleep(60)
"""


def house_of(home: Path) -> list[psutil.Process]:
    """The processes whose home is this one, the renter apart."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.environ().get("AMENDS_HOME") == str(home):
                found.append(process)
        except (psutil.AccessDenied, psutil.NoSuchProcess, psutil.ZombieProcess):
            continue
    return found


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="optional: only Linux can be asked for it")
def test_a_house_ends_with_a_renter_who_is_killed(tmp_path: Path) -> None:
    if not any((ROOT / "models").glob("*.tar.gz")):
        pytest.skip("no trained model in models/ (make train)")
    renter = subprocess.Popen(
        [sys.executable, "-c", RENTER, str(tmp_path)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stderr=subprocess.DEVNULL,
    )
    try:
        deadline = time.monotonic() + 60
        while not house_of(tmp_path) and time.monotonic() < deadline and renter.poll() is None:
            time.sleep(0.05)
        assert house_of(tmp_path), "the house never began to start"
    finally:
        renter.send_signal(signal.SIGKILL)
        renter.wait()
    deadline = time.monotonic() + 20
    while house_of(tmp_path) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not house_of(tmp_path)

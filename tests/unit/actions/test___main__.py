import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).parents[3]
TRACKER = {"sender_id": "x", "slots": {}, "latest_message": {}}
CALL = {"next_action": "action_look_up_order", "tracker": TRACKER}


@contextmanager
def _server(home: Path, *options: str) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "actions", "--port", str(port), *options],
        cwd=ROOT,
        env={**os.environ, "AMENDS_HOME": str(home)},
        stdout=subprocess.DEVNULL,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        _wait_for(url, process)
        yield url
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=10) == 0


def _wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        assert process.poll() is None, "the server stopped by itself"
        try:
            httpx.get(f"{url}/health", timeout=1).raise_for_status()
            return
        except httpx.HTTPError:
            time.sleep(0.1)
    raise AssertionError("the server was not ready within 30 seconds")


@pytest.mark.slow
@pytest.mark.parametrize(("options", "status"), [((), 401), (("--without-secret",), 200)])
def test_the_server_starts_on_an_empty_home_and_asks_for_the_secret_unless_told_not_to(
    tmp_path: Path, options: tuple[str, ...], status: int
) -> None:
    with _server(tmp_path, *options) as url:
        assert httpx.post(f"{url}/webhook", json=CALL, timeout=10).status_code == status
        secret = (tmp_path / "secret").read_text()
        known = httpx.post(f"{url}/webhook", json=CALL, headers={"X-Amends-Secret": secret}, timeout=10)
        assert known.status_code == 200
        assert known.json()["events"][0]["value"]["ok"] is False
    assert (tmp_path / "amends.db").exists()

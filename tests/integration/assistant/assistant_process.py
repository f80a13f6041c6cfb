"""A real Rasa process that serves the trained model, and the desk's side of talking to it."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import requests

ROOT = Path(__file__).resolve().parents[3]
SECRET = "integration"
START_S = 110


class Assistant:
    """Posts turns as the desk does."""

    def __init__(self, port: int, log: Path) -> None:
        self.port, self.log = port, log
        self.url = f"http://127.0.0.1:{port}/webhooks/gateway"

    def post(
        self, path: str, body: Any = None, raw: bytes | None = None, secret: str = SECRET
    ) -> requests.Response:
        """A request with the secret."""
        data = raw if raw is not None else json.dumps(body).encode()
        return requests.post(f"{self.url}/{path}", data=data, headers={"X-Amends-Secret": secret}, timeout=30)

    def turn(self, body: dict[str, Any]) -> dict[str, Any]:
        """A turn that must succeed."""
        answer = self.post("turn", body)
        assert answer.status_code == 200, answer.text
        return answer.json()


class Talk:
    """One conversation; keeps the state as the desk does."""

    def __init__(self, assistant: Assistant, conversation_id: str) -> None:
        self.assistant, self.id, self.state = assistant, conversation_id, None
        self.number = 0
        self.turns: list[dict[str, Any]] = []

    def body(self, *texts: str, button: str | None = None) -> dict[str, Any]:
        """The next turn's body."""
        messages: list[dict[str, Any]] = [
            {"message_id": f"{self.id}-{self.number}-{n}", "text": text} for n, text in enumerate(texts)
        ]
        if button:
            messages.append({"message_id": f"{self.id}-{self.number}-b", "button_id": button})
        duty = {"agents_on_duty": 1, "expected_wait_s": 120}
        return {"conversation_id": self.id, "messages": messages, "state": self.state, "duty": duty}

    def say(self, *texts: str, button: str | None = None) -> dict[str, Any]:
        """Say something and keep the state that comes back."""
        self.number += 1
        record = self.assistant.turn(self.body(*texts, button=button))
        self.state = record["state"]
        self.turns.append(record)
        return record


def words(record: dict[str, Any]) -> str:
    """All that was replied."""
    return " ".join(reply["text"] for reply in record["replies"])


def newest_model() -> Path:
    """The trained model; skips the test where there is none."""
    models = sorted((ROOT / "models").glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)
    if not models:
        pytest.skip("no trained model in models/ (make train)")
    return models[-1]


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running_assistant(folder: Path, actions_url: str) -> Iterator[Assistant]:
    """Start `rasa run` as the supervisor does, wait for readiness, stop it by its id."""
    endpoints = (ROOT / "endpoints.yml").read_text(encoding="utf-8")
    endpoints = endpoints.replace("http://127.0.0.1:5055/webhook", actions_url)
    (folder / "endpoints.yml").write_text(endpoints.replace("timeout_s: 6", "timeout_s: 2"), encoding="utf-8")
    assistant = Assistant(free_port(), folder / "assistant.log")
    command = [str(ROOT / ".venv-assistant/bin/rasa"), "run", "-i", "127.0.0.1", "-p", str(assistant.port)]
    command += ["--endpoints", str(folder / "endpoints.yml"), "--credentials", "credentials.yml"]
    command += ["-m", str(newest_model())]
    quiet = {
        "RASA_TELEMETRY_ENABLED": "false",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "CUDA_VISIBLE_DEVICES": "",
    }
    with assistant.log.open("wb") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, stdout=log, stderr=log, env={**os.environ, **quiet, "AMENDS_SECRET": SECRET}
        )
        try:
            _wait_until_ready(assistant, process)
            yield assistant
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(20)


def _wait_until_ready(assistant: Assistant, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline:
        assert process.poll() is None, assistant.log.read_text(errors="replace")[-3000:]
        try:
            if requests.get(f"{assistant.url}/health", timeout=2).json()["ready"]:
                return
        except (requests.ConnectionError, ValueError):
            pass
        time.sleep(0.3)
    raise AssertionError(f"not ready after {START_S} s: {assistant.log.read_text(errors='replace')[-3000:]}")

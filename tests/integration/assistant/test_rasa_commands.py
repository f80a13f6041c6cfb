"""Rasa's own commands work on the plain files, as any Rasa developer expects."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
STORIES = "tests/integration/assistant/test_small_talk_stories.yml"

pytestmark = pytest.mark.timeout(240)


def rasa(*words: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    """Run a command of Rasa in the project's folder, with what a person types into it."""
    environment = {
        **os.environ,
        "RASA_TELEMETRY_ENABLED": "false",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "CUDA_VISIBLE_DEVICES": "",
    }
    return subprocess.run(
        [sys.executable, "-m", "rasa", *words],
        cwd=ROOT,
        env=environment,
        input=typed,
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )


@pytest.fixture(autouse=True)
def trained() -> None:
    """These commands use the model that set-up trained."""
    if not any((ROOT / "models").glob("*.tar.gz")):
        pytest.skip("no trained model; run `make train`")


def test_the_data_are_valid() -> None:
    done = rasa("data", "validate")
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_small_talk_stories_pass(tmp_path: Path) -> None:
    words = ("test", "core", "--stories", STORIES, "--out", str(tmp_path), "--fail-on-prediction-errors")
    done = rasa(*words)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_complaint_typed_into_the_shell_is_answered_by_the_assistant() -> None:
    # The shell serves itself over a port, which another Rasa on this machine may hold.
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    done = rasa("shell", "--port", str(port), typed="my parcel arrived broken\n/stop\n")
    assert done.returncode == 0, done.stderr
    # Which of the ways to say so is chosen follows from the id of the conversation, new each time here.
    assert "automated" in done.stdout or "a bot" in done.stdout, done.stdout

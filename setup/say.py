"""How the set-up speaks, runs other programs and gives up: one line for each step."""

import os
import subprocess
from pathlib import Path
from typing import Dict, Optional, Sequence


class Trouble(Exception):
    """Something that a person has to do; the text says what."""


def say(step: str, what: str, seconds: Optional[float] = None) -> None:
    """Print one aligned line, with the time taken where it is of interest."""
    took = "" if seconds is None or seconds < 1 else f" ({seconds:.0f} s)"
    print(f"{step:<22} {what}{took}", flush=True)


def quiet_environment() -> Dict[str, str]:
    """The environment of every program that the set-up starts: no telemetry, no needless warnings."""
    return {
        # The machine's own certificates, as pip and curl use them; older releases of uv know the second name.
        "UV_SYSTEM_CERTS": "true",
        "UV_NATIVE_TLS": "true",
        **os.environ,
        "RASA_TELEMETRY_ENABLED": "false",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "CUDA_VISIBLE_DEVICES": "",
        "PYTHONUNBUFFERED": "1",
        "PYTHONHASHSEED": "0",
        "PYTHONWARNINGS": "ignore",
        "NO_UPDATE_NOTIFIER": "1",
    }


def run(
    command: Sequence[object],
    failed: str,
    cwd: Path,
    environment: Optional[Dict[str, str]] = None,
) -> None:
    """Run a program with its output visible; raise Trouble with `failed` unless it exits with 0."""
    words = [str(word) for word in command]
    env = {**quiet_environment(), **(environment or {})}
    try:
        code = subprocess.call(words, cwd=str(cwd), env=env)
    except OSError as error:
        raise Trouble(f"{failed} ({error})") from None
    if code != 0:
        raise Trouble(f"{failed} (exit code {code})")


def ask(
    command: Sequence[object], cwd: Optional[Path] = None, environment: Optional[Dict[str, str]] = None
) -> str:
    """Return what a program prints, or an empty string when it is missing or fails."""
    words = [str(word) for word in command]
    try:
        done = subprocess.run(
            words,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=str(cwd) if cwd else None,
            env=environment or quiet_environment(),
            timeout=60,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode("utf-8", "replace").strip() if done.returncode == 0 else ""

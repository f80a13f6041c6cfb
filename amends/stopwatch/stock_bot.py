"""The yardstick: the bot that `rasa init` makes, trained once and kept, run as `rasa run` runs it."""

import os
import re
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from amends.supervisor.child import die_with_parent
from amends.supervisor.ports import free_ports
from amends.supervisor.processes import ASSISTANT_PYTHON

RASA = ASSISTANT_PYTHON.with_name("rasa")
TRAINING_S, START_S, STOP_S = 900.0, 420.0, 15.0
# What would make the stock bot another one than a developer gets: our settings, and limits on its threads.
NOT_FOR_IT = re.compile(r"AMENDS_|OMP_|OPENBLAS_|TF_NUM_|PYTHONPATH$|RASA_|SANIC_")


class StockBotFailed(Exception):
    """The stock bot could not be made or does not answer; the text holds the end of what it said."""


@dataclass(frozen=True)
class StockBot:
    """Where the stock bot answers, and how long it took until it did."""

    url: str
    pid: int
    start_s: float


def trained_bot(cache: Path, rasa: Path = RASA) -> Path:
    """The folder of the stock bot in `cache`, made and trained if it is not there. Raises StockBotFailed.

    It is made aside and moved into place, so that a run that was broken off leaves no half of a bot.
    """
    folder = cache / f"rasa-{rasa_version(rasa)}"
    if folder.exists():
        return folder
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="making-", dir=cache) as draft:
        bot = Path(draft) / "bot"
        bot.mkdir()
        command = [str(rasa), "init", "--no-prompt"]
        try:
            made = subprocess.run(
                command,
                cwd=bot,
                env=environment(),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                timeout=TRAINING_S,
                check=False,
                preexec_fn=die_with_parent(os.getpid()),
            )
        except subprocess.TimeoutExpired:
            raise StockBotFailed(f"`rasa init` was not done after {TRAINING_S:g} s") from None
        if made.returncode or not any((bot / "models").glob("*.tar.gz")):
            raise StockBotFailed(f"`rasa init` trained no model. It said:\n{_end(made.stdout)}")
        if not folder.exists():
            bot.rename(folder)
    return folder


def rasa_version(rasa: Path) -> str:
    """The version of Rasa in the environment of this command. Raises StockBotFailed when there is none."""
    if not rasa.exists():
        raise StockBotFailed("The assistant's environment is missing; `make set-up` makes it.")
    found = rasa.parent.parent.glob("lib/python*/site-packages/rasa-[0-9]*.dist-info")
    names = sorted(path.name for path in found)
    if not names:
        raise StockBotFailed("The assistant's environment holds no Rasa; `make set-up` makes it anew.")
    return names[-1].removeprefix("rasa-").removesuffix(".dist-info")


@contextmanager
def running_stock_bot(folder: Path, rasa: Path = RASA) -> Iterator[StockBot]:
    """Run the bot on a free port of this machine, and stop it at the end. Raises StockBotFailed."""
    port = free_ports(1)[0]
    begun = time.monotonic()
    with tempfile.TemporaryFile() as log:
        running = subprocess.Popen(
            [str(rasa), "run", "-i", "127.0.0.1", "-p", str(port)],
            cwd=folder,
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=die_with_parent(os.getpid()),
        )
        try:
            url = f"http://127.0.0.1:{port}"
            if not _answers(url, running):
                log.seek(0)
                raise StockBotFailed(f"The stock bot does not answer. It said:\n{_end(log.read())}")
            yield StockBot(url, running.pid, time.monotonic() - begun)
        finally:
            _stop(running)


def environment(inherited: Mapping[str, str] | None = None) -> dict[str, str]:
    """What the stock bot is started with: what a developer has, and no telemetry."""
    given = os.environ if inherited is None else inherited
    kept = {name: value for name, value in given.items() if not NOT_FOR_IT.match(name)}
    return {**kept, "RASA_TELEMETRY_ENABLED": "false"}


def _answers(url: str, running: "subprocess.Popen[bytes]") -> bool:
    """Wait until it holds a conversation: its port is open before its model is loaded."""
    deadline = time.monotonic() + START_S
    body = {"sender": "stopwatch-start", "message": "hello"}
    with httpx.Client(base_url=url, timeout=START_S, trust_env=False) as client:
        while time.monotonic() < deadline and running.poll() is None:
            try:
                if client.post("/webhooks/rest/webhook", json=body).json():
                    return True
            except (httpx.HTTPError, ValueError):
                pass
            time.sleep(0.2)
    return False


def _stop(running: "subprocess.Popen[bytes]") -> None:
    if running.poll() is None:
        os.killpg(running.pid, signal.SIGTERM)
        try:
            running.wait(STOP_S)
        except subprocess.TimeoutExpired:
            os.killpg(running.pid, signal.SIGKILL)
            running.wait()


def _end(said: bytes) -> str:
    return said.decode("utf-8", "replace")[-2000:]

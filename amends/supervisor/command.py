"""`amends up` as seen from the terminal: what it says while the house starts, runs and stops."""

import asyncio
import json
from pathlib import Path

from rich.console import Console

from amends.settings import Settings
from amends.supervisor.house import SIGN, prepare, run_house


def up(settings: Settings, console: Console) -> None:
    """Run the house until it is told to stop. Raises NotSetUp, EndpointsUnclear or PortTaken."""
    processes = prepare(settings)

    def announce(name: str, what: str) -> None:
        console.print(f"{name:<22} {what}", markup=False, soft_wrap=True)

    def on_ready() -> None:
        console.print(greeting(settings), markup=False, soft_wrap=True)

    announce("house", "starting " + ", ".join(process.name for process in processes))
    asyncio.run(run_house(settings, processes, announce, on_ready))


def greeting(settings: Settings) -> str:
    """The addresses and, in the demo, who may sign in."""
    lines = [
        "",
        "Amends is ready.",
        f"  Demo shop with the chat   http://127.0.0.1:{settings.shop_port}/",
        f"  Console for agents        {settings.public_url}/console",
        f"  Replay for trainers       {settings.public_url}/replay",
    ]
    passwords = settings.home / "demo-passwords"
    people = (
        passwords.read_text(encoding="utf-8").splitlines()
        if passwords.exists()
        else ["`amends seed` makes a demo agent and a demo trainer, `amends user add` somebody real."]
    )
    lines += ["", *("  " + line for line in people)]
    return "\n".join([*lines, "", f"  Logs are in {settings.home / 'logs'}. Ctrl-C stops everything.", ""])


def read_sign(home: Path) -> dict[str, object] | None:
    """What the house running from this home says about itself, or None when none is ready."""
    try:
        facts = json.loads((home / SIGN).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return facts if isinstance(facts, dict) else None

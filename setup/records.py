"""Brings the database up to date and puts the demo's people into it, through the amends command."""

from pathlib import Path

from setup.say import run
from setup.stamps import Stamps


def prepare(root: Path, stamps: Stamps) -> None:
    """Upgrade and seed; both commands say in one line when there is nothing to do."""
    python = root / ".venv" / "bin" / "python"
    run([python, "-m", "amends", "db", "upgrade"], "the database could not be brought up to date", root)
    run([python, "-m", "amends", "seed"], "the demo data could not be written", root)

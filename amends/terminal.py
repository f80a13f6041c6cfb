"""What every command says to the person at the terminal: errors they can mend, lines, a question."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

import typer
from rich.console import Console

if TYPE_CHECKING:
    from amends.settings import Settings

errors = Console(stderr=True, highlight=False)

# What a person at the terminal can mend, and its exit code; by name, because imports would take time.
MENDABLE = {
    "amends.supervisor.house.NotSetUp": 1,
    "amends.supervisor.endpoints.EndpointsUnclear": 1,
    "amends.supervisor.ports.PortTaken": 1,
    "amends.supervisor.rental.HouseSilent": 1,
    "amends.records.database.DatabaseUnreachable": 1,
    "amends.seeding.PersonRefused": 1,
    "amends.rulebook.source.RulebookError": 2,
    "amends.stopwatch.stock_bot.StockBotFailed": 1,
    "amends.stopwatch.customer.AnswerLost": 1,
    "amends.stopwatch.evidence.TurnsLost": 1,
    "amends.stopwatch.evidence.HandedOff": 1,
    "amends.stopwatch.figures.TooFewTurns": 1,
    "amends.stopwatch.page.NoPlaceForFigures": 1,
    "amends.reenactment.source.BadSource": 2,
    "amends.what_if.CannotPlay": 2,
    "amends.reenactment.replayed.BadReplay": 2,
    "amends.web.replay.export_command.ExportRefused": 1,
}


@contextmanager
def explained() -> Iterator[None]:
    """Turn the errors that a person can mend into one message and an exit code."""
    try:
        yield
    except OSError as error:
        give_up(f"{error.strerror}: {error.filename}" if error.filename else str(error))
    except Exception as error:
        code = MENDABLE.get(f"{type(error).__module__}.{type(error).__name__}")
        if code is None:
            raise
        give_up(str(error), code)


def settings(**overrides: str) -> "Settings":
    """Read the settings, or say which one cannot be used and stop."""
    from pydantic import ValidationError

    from amends.settings import Settings

    try:
        return Settings.load(**overrides)
    except ValidationError as error:
        lines = [f"AMENDS_{'_'.join(map(str, e['loc'])).upper()}: {e['msg']}" for e in error.errors()]
        give_up("A setting cannot be used.\n" + "\n".join(lines))


def give_up(reason: str, code: int = 1) -> NoReturn:
    """Say what is wrong and what to do about it, and end with `code`."""
    errors.print(f"amends: {reason}", markup=False, soft_wrap=True)
    raise typer.Exit(code)


def print_line(step: str, what: str) -> None:
    """Print one line in the same columns as the set-up's."""
    print(f"{step:<22} {what}", flush=True)


def ask_password() -> str:
    """Ask twice at a terminal, or read one line from a pipe."""
    if sys.stdin.isatty():
        return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
    return sys.stdin.readline().rstrip("\n")

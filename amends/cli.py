"""The one command of Amends: `amends up | read | replay | db upgrade | seed | user add`."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from pydantic import ValidationError
from rich.console import Console

from amends import seeding
from amends.records.database import DatabaseUnreachable, open_database
from amends.records.migrate import upgrade
from amends.reenactment import command as reenactment
from amends.reenactment.source import BadSource
from amends.settings import Settings
from amends.supervisor import command as supervisor
from amends.supervisor.endpoints import EndpointsUnclear
from amends.supervisor.house import NotSetUp
from amends.supervisor.ports import PortTaken
from amends.supervisor.processes import ASSISTANT_PYTHON, QUIET, ROOT
from amends.supervisor.rental import HouseSilent

app = typer.Typer(
    help="Amends: an assistant that makes amends with difficult customers.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
db = typer.Typer(help="The database.", no_args_is_help=True)
user = typer.Typer(help="People who work here: agents and trainers.", no_args_is_help=True)
app.add_typer(db, name="db")
app.add_typer(user, name="user")
errors = Console(stderr=True, highlight=False)
MENDABLE = (
    NotSetUp,
    EndpointsUnclear,
    PortTaken,
    HouseSilent,
    DatabaseUnreachable,
    seeding.PersonRefused,
)


class Role(StrEnum):
    """What a person does here."""

    agent = "agent"
    trainer = "trainer"


@app.command()
def up() -> None:
    """Start assistant, actions, demo shop and desk, and keep them running until Ctrl-C."""
    with explained():
        now = settings()
        upgrade(now.database_url)
        supervisor.up(now, Console(highlight=False))


@app.command()
def read(
    source: Annotated[Path | None, typer.Option("--in", help="JSON lines with `text`; or stdin.")] = None,
    out: Annotated[Path | None, typer.Option("--out", help="Where the readings go; or stdout.")] = None,
    model: Annotated[Path | None, typer.Option("--model", help="A trained model; or the newest.")] = None,
) -> None:
    """Read messages from a file: intent, frustration with its cues, signals and entities of each."""
    if not ASSISTANT_PYTHON.exists():
        give_up("The assistant's environment is missing; `make set-up` makes it.")
    given = {"--in": source, "--out": out, "--model": model}
    words = [word for name, path in given.items() if path is not None for word in (name, _same_place(path))]
    command = [str(ASSISTANT_PYTHON), "-m", "amends.understanding.read", *words]
    environment = {**os.environ, **QUIET, "PYTHONPATH": str(ROOT)}
    raise typer.Exit(subprocess.call(command, cwd=ROOT, env=environment))


@app.command()
def replay(
    file: Annotated[Path, typer.Argument(help="JSON lines: {dialogue_id, turns: [{speaker, text}]}.")],
    out: Annotated[Path, typer.Option("--out", help="Where the results go, one line per dialogue.")],
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="Only the first N dialogues.")] = None,
    on_duty: Annotated[bool, typer.Option("--on-duty", help="Mark an agent on duty meanwhile.")] = False,
) -> None:
    """Send the customers' sides of recorded conversations through the whole running system."""
    with explained():
        request = reenactment.Request(file, out, limit, on_duty)
        raise typer.Exit(reenactment.replay(settings(), request, errors))


@db.command("upgrade")
def db_upgrade() -> None:
    """Bring the database to the newest tables; makes it when there is none."""
    with explained():
        changed = upgrade(settings().database_url)
        print_line("database", "brought up to date" if changed else "up to date, nothing to do")


@app.command()
def seed() -> None:
    """Put a demo agent and a demo trainer into the database, with freshly made passwords."""
    with explained():
        now = settings()
        upgrade(now.database_url)
        made = seeding.seed(open_database(now.database_url), now.home)
        done = f"made {made}" if made else "already there, nothing to do"
        print_line("demo people", done)


@user.command("add")
def user_add(
    email: Annotated[str, typer.Argument(help="The address that the person signs in with.")],
    name: Annotated[str, typer.Option("--name", help="The name that customers see.")],
    role: Annotated[Role, typer.Option("--role", help="What the person does here.")] = Role.agent,
) -> None:
    """Add a person; the password is asked for, or read from stdin when that is no terminal."""
    with explained():
        now = settings()
        upgrade(now.database_url)
        password = ask_password()
        seeding.add_person(open_database(now.database_url), email, name, role.value, password)
        print_line("user", f"added {email} as {role.value}")


def ask_password() -> str:
    """Ask twice at a terminal, or read one line from a pipe."""
    if sys.stdin.isatty():
        return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
    return sys.stdin.readline().rstrip("\n")


def settings() -> Settings:
    """Read the settings, or say which one cannot be used and stop."""
    try:
        return Settings.load()
    except ValidationError as error:
        lines = [f"AMENDS_{'_'.join(map(str, e['loc'])).upper()}: {e['msg']}" for e in error.errors()]
        give_up("A setting cannot be used.\n" + "\n".join(lines))


def print_line(step: str, what: str) -> None:
    """Print one line in the same columns as the set-up's."""
    print(f"{step:<22} {what}", flush=True)


def give_up(reason: str, code: int = 1) -> NoReturn:
    """Say what is wrong and what to do about it, and end with `code`."""
    errors.print(f"amends: {reason}", markup=False, soft_wrap=True)
    raise typer.Exit(code)


def _same_place(path: Path) -> str:
    # The child runs in the checkout; a path of the person at the terminal means their folder.
    return str(path) if str(path) == "-" else str(path.absolute())


@contextmanager
def explained() -> Iterator[None]:
    """Turn the errors that a person can mend into one message and an exit code."""
    try:
        yield
    except BadSource as error:
        give_up(str(error), code=2)
    except MENDABLE as error:
        give_up(str(error))
    except OSError as error:
        give_up(f"{error.strerror}: {error.filename}" if error.filename else str(error))


def main() -> None:
    """Run the command line."""
    app(prog_name="amends")

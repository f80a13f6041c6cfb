"""The one command of Amends: up, read, replay, what-if, bench, corrections, db, seed and user.

What a command needs is imported when it runs, so that asking for help takes a moment and not seconds.
"""

import os
import subprocess
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from amends.terminal import ask_password, errors, explained, give_up, print_line, settings

app = typer.Typer(
    help="Amends: an assistant that makes amends with difficult customers.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
db = typer.Typer(help="The database.", no_args_is_help=True)
user = typer.Typer(help="People who work here: agents and trainers.", no_args_is_help=True)
bench = typer.Typer(help="Measures, each in one run that leaves nothing behind.", no_args_is_help=True)
corrections = typer.Typer(help="What trainers corrected, as files.", no_args_is_help=True)
app.add_typer(db, name="db")
app.add_typer(user, name="user")
app.add_typer(bench, name="bench")
app.add_typer(corrections, name="corrections")


class Role(StrEnum):
    """What a person does here."""

    agent = "agent"
    trainer = "trainer"


@app.command()
def up(
    candidate: Annotated[
        Path | None, typer.Option("--candidate", help="A trained model that trainers may compare with ours.")
    ] = None,
) -> None:
    """Start assistant, actions, demo shop and desk, and keep them running until Ctrl-C."""
    with explained():
        from amends.records.migrate import upgrade
        from amends.supervisor import command as supervisor

        now = settings() if candidate is None else settings(candidate_model=str(candidate))
        upgrade(now.database_url)
        supervisor.up(now, Console(highlight=False))


@app.command()
def read(
    source: Annotated[Path | None, typer.Option("--in", help="JSON lines with `text`; or stdin.")] = None,
    out: Annotated[Path | None, typer.Option("--out", help="Where the readings go; or stdout.")] = None,
    model: Annotated[Path | None, typer.Option("--model", help="A trained model; or the newest.")] = None,
) -> None:
    """Read messages from a file: intent, frustration with its cues, signals and entities of each."""
    from amends.supervisor.processes import ASSISTANT_PYTHON, QUIET, ROOT

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
        from amends.reenactment import command as reenactment

        request = reenactment.Request(file, out, limit, on_duty)
        raise typer.Exit(reenactment.replay(settings(), request, errors))


@app.command("replay-report")
def replay_report(
    file: Annotated[Path, typer.Argument(help="The output of `amends replay`.")],
    to: Annotated[Path | None, typer.Option("--to", help="Where the report goes; or stdout.")] = None,
    source: Annotated[
        Path | None, typer.Option("--source", help="What was replayed, to check the promises against it.")
    ] = None,
    name: Annotated[str | None, typer.Option("--name", help="How the report names the source.")] = None,
) -> None:
    """Write figures about a replay, and no text of any conversation."""
    with explained():
        from amends.reenactment.report_page import write_report

        write_report(file, to, source, name)


@app.command("what-if")
def what_if(
    conversation: Annotated[str, typer.Argument(help="The id of a recorded conversation.")],
    playbook: Annotated[
        Path | None, typer.Option("--playbook", help="Another data/playbook.yml to decide by.")
    ] = None,
    model: Annotated[Path | None, typer.Option("--model", help="Another trained model to read with.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print both sides as one JSON object.")] = False,
) -> None:
    """Play a conversation again, exactly or with something changed; 0 when identical, 1 when it differs."""
    with explained():
        from amends import what_if as rehearsal

        request = rehearsal.Request(conversation, playbook, model, as_json)
        raise typer.Exit(rehearsal.what_if(settings(), request, Console(highlight=False), errors))


@bench.command("turn")
def bench_turn(
    repeat: Annotated[int, typer.Option("--repeat", min=1, help="New conversations with each bot.")] = 12,
    old_after: Annotated[
        int, typer.Option("--old-after", min=10, help="Turns after which a conversation counts as old.")
    ] = 200,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as one JSON object.")] = False,
    out: Annotated[
        Path | None, typer.Option("--out", help="Write the figures and what is behind them there.")
    ] = None,
    page: Annotated[
        Path | None, typer.Option("--page", help="Put the figures between the marks of this page.")
    ] = None,
) -> None:
    """Measure a customer's wait, ours beside a stock Rasa bot's: about four minutes, the first time six."""
    with explained():
        from amends.stopwatch import command as stopwatch

        request = stopwatch.Request(repeat, old_after, as_json, out, page)
        raise typer.Exit(stopwatch.bench_turn(settings().home / "stock-bot", request, errors))


@bench.command("promises")
def bench_promises(
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as one JSON object.")] = False,
    held_out: Annotated[
        bool, typer.Option("--held-out", help="List what was missed in the held-out half too.")
    ] = False,
) -> None:
    """Measure how well promises are found in labelled sentences: a second; 1 when it is not well enough."""
    with explained():
        from amends import promise_figures

        root = Path(__file__).resolve().parent.parent
        raise typer.Exit(promise_figures.bench_promises(root, as_json, held_out, Console(highlight=False)))


@corrections.command("export")
def corrections_export(
    folder: Annotated[Path, typer.Argument(help="An own folder; nothing in it is overwritten.")],
) -> None:
    """Write accepted corrections: intents as Rasa YAML, readings as JSON lines, test conversations."""
    with explained():
        from amends.records.database import open_database
        from amends.records.migrate import upgrade
        from amends.web.replay.export_command import export

        now = settings()
        upgrade(now.database_url)
        written = [str(path) for path in export(open_database(now.database_url), folder)]
        for what in written or ["nothing: no correction is accepted yet"]:
            print_line("written", what)


@corrections.command("check")
def corrections_check(
    files: Annotated[list[Path], typer.Argument(help="Examples, readings or test conversations.")],
) -> None:
    """Read such files as the assistant and the tests do; broken ones are refused with file and line."""
    from amends.web.replay.export_command import check

    good, wrong = check(files)
    print("\n".join(good), end="\n" if good else "")
    if wrong:
        give_up("\namends: ".join(wrong), code=2)


@db.command("upgrade")
def db_upgrade() -> None:
    """Bring the database to the newest tables; makes it when there is none."""
    with explained():
        from amends.records.migrate import upgrade

        changed = upgrade(settings().database_url)
        print_line("database", "brought up to date" if changed else "up to date, nothing to do")


@app.command()
def seed() -> None:
    """Put a demo agent and a demo trainer into the database, with freshly made passwords."""
    with explained():
        from amends import seeding
        from amends.records.database import open_database
        from amends.records.migrate import upgrade

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
        from amends import seeding
        from amends.records.database import open_database
        from amends.records.migrate import upgrade

        now = settings()
        upgrade(now.database_url)
        password = ask_password()
        seeding.add_person(open_database(now.database_url), email, name, role.value, password)
        print_line("user", f"added {email} as {role.value}")


def _same_place(path: Path) -> str:
    # The child runs in the checkout; a path of the person at the terminal means their folder.
    return str(path) if str(path) == "-" else str(path.absolute())


def main() -> None:
    """Run the command line."""
    app(prog_name="amends")

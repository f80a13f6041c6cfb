"""The one command of Amends: up, read, replay, what-if, bench, lint, corrections, db, seed and user.

What a command needs is imported when it runs, so that asking for help takes a moment and not seconds.
"""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from amends.cli_bench import bench
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
lint = typer.Typer(help="Checks of what a business may write.", no_args_is_help=True)
corrections = typer.Typer(help="What trainers corrected, as files.", no_args_is_help=True)
app.add_typer(db, name="db")
app.add_typer(user, name="user")
app.add_typer(bench, name="bench")
app.add_typer(lint, name="lint")
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
    with explained():
        from amends.supervisor.assistant_python import run_module

        given = {"--in": source, "--out": out, "--model": model}
        raise typer.Exit(run_module("amends.understanding.read", options=given))


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


@lint.callback()
def lint_group() -> None:
    """Keeps the group a group while it has one command."""


@lint.command("wording")
def lint_wording(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Responses (.yml), plain texts or JSON lines; or our own.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the findings as one JSON object.")] = False,
) -> None:
    """Find blame, empty apologies, claims without proof and hard reading in what customers are told."""
    with explained():
        from amends.rulebook import lint_command

        raise typer.Exit(lint_command.lint_wording(files or [], as_json, print))


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


def main() -> None:
    """Run the command line."""
    app(prog_name="amends")

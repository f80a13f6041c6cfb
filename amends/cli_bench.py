"""The measures of Amends: what a customer waits, how well messages are read, how promises are found."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from amends.terminal import errors, explained, settings

bench = typer.Typer(help="Measures, each in one run that leaves nothing behind.", no_args_is_help=True)


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


@bench.command("understanding")
def bench_understanding(
    data: Annotated[
        Path | None, typer.Option("--data", help="The public sets; or ../shared/benchmarks.")
    ] = None,
    model: Annotated[Path | None, typer.Option("--model", help="A trained model; or the newest.")] = None,
    page: Annotated[
        Path | None, typer.Option("--page", help="The model card; or docs/understanding.md.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as one JSON object.")] = False,
    limit: Annotated[
        int, typer.Option("--limit", min=0, help="About this many rows of each set; writes no page unasked.")
    ] = 0,
    tolerance: Annotated[
        float, typer.Option("--tolerance", min=0.0, help="How much worse a figure may become.")
    ] = 0.01,
    intents: Annotated[bool, typer.Option("--intents", help="Only the intents on public sets.")] = False,
    cost: Annotated[bool, typer.Option("--cost", help="Only the costs, beside a stock Rasa bot.")] = False,
) -> None:
    """Measure the reading of messages on public sets and on our own text; 1 when a figure became worse."""
    with explained():
        from amends.supervisor.assistant_python import run_module

        given: dict[str, object] = {"--data": data, "--model": model, "--page": page, "--json": as_json}
        given |= {"--limit": limit, "--tolerance": tolerance, "--intents": intents, "--cost": cost}
        if cost:
            from amends.stopwatch.stock_bot import trained_bot

            with errors.status("the stock bot is made and trained (once)"):
                given["--stock"] = trained_bot(settings().home / "stock-bot")
        raise typer.Exit(run_module("amends.understanding.bench", "understanding", options=given))


@bench.command("intents")
def bench_intents(
    train: Annotated[Path | None, typer.Option("--train", help="JSON lines: {text, label}.")] = None,
    test: Annotated[Path | None, typer.Option("--test", help="JSON lines: {text, label}.")] = None,
    oos_label: Annotated[
        str | None, typer.Option("--oos-label", help="The label that means out of scope.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as one JSON object.")] = False,
    public_set: Annotated[
        str | None,
        typer.Option(
            "--set",
            help="Instead of files: banking77, banking77_ten_shot, clinc150, powerplay11 or sofmattress.",
        ),
    ] = None,
    data: Annotated[
        Path | None, typer.Option("--data", help="The public sets; or ../shared/benchmarks.")
    ] = None,
) -> None:
    """Train this pipeline's intents on your rows and measure them; a label unknown there is out of scope."""
    with explained():
        from amends.supervisor.assistant_python import run_module

        given: dict[str, object] = {"--train": train, "--test": test, "--oos-label": oos_label}
        given |= {"--json": as_json, "--set": public_set, "--data": data}
        raise typer.Exit(run_module("amends.understanding.bench", "intents", options=given))


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

"""`amends bench turn`: runs both bots, drives the course, and leaves nothing running behind it."""

import asyncio
import json
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from amends.records.database import open_database
from amends.stopwatch.course import Course, Crowd, Pairs, Tell
from amends.stopwatch.figures import Run, details, lines, result, table
from amends.stopwatch.machine import describe, family_mb, own_mb
from amends.stopwatch.page import put_into
from amends.stopwatch.stock_bot import StockBot, running_stock_bot, trained_bot
from amends.supervisor.rental import RentedHouse, rented_house

LEAST_ROUNDS = 3


@dataclass(frozen=True)
class Request:
    """How often the complaint is repeated, after how many turns a conversation is old, what is wanted."""

    repeat: int = 12
    old_after: int = 200
    as_json: bool = False
    out: Path | None = None
    page: Path | None = None


def bench_turn(cache: Path, request: Request, console: Console) -> int:
    """Run the whole measure; the figures go to stdout, progress to `console`. Returns the exit code.

    Raises StockBotFailed, HouseSilent, AnswerLost, TurnsLost, HandedOff, TooFewTurns, NoPlaceForFigures or
    OSError.
    """
    machine = describe()
    with _stoppable(), console.status("the stock bot is made and trained (once)") as status:
        folder = trained_bot(cache)
        status.update("both bots start")
        with tempfile.TemporaryDirectory(prefix="amends-bench-") as home:
            begun = time.monotonic()
            with rented_house(Path(home) / "home") as house:
                start_s = time.monotonic() - begun
                with running_stock_bot(folder) as stock:
                    run = _measure(house, stock, request, start_s, machine, status.update)
    full = {**result(run), "details": details(run)}
    if request.out is not None:
        request.out.write_text(json.dumps(full, indent=2) + "\n", encoding="utf-8")
    if request.page is not None:
        put_into(request.page, run)
    if request.as_json:
        print(json.dumps(result(run)))
        return 0
    show = Console(highlight=False)
    show.print(table(run))
    for line in lines(run):
        show.print(line, markup=False, soft_wrap=True)
    return 0


def _measure(
    house: RentedHouse,
    stock: StockBot,
    request: Request,
    start_s: float,
    machine: dict[str, float | int | str],
    tell: Tell,
) -> Run:
    rounds = max(LEAST_ROUNDS, request.repeat // 3)
    with closing(open_database(house.database_url)) as database:
        course = Course(house.desk_url, stock.url, database, tell)

        async def drive() -> tuple[Pairs, Pairs, Crowd, Crowd]:
            new = await course.new(request.repeat)
            old = await course.old(rounds, request.old_after)
            return new, old, await course.crowd(rounds), await course.stock_crowd(1)

        new, old, crowd, stock_crowd = asyncio.run(drive())
    memory_mb = {"supervisor": own_mb(house.pid)}
    memory_mb |= {name: family_mb(pid) for name, pid in house.processes.items()}
    return Run(new, old, crowd, stock_crowd, memory_mb, family_mb(stock.pid), start_s, stock.start_s, machine)


@contextmanager
def _stoppable() -> Iterator[None]:
    """Let a request to end pass through every `finally` that stops a process."""

    def leave(number: int, frame: object) -> None:
        raise SystemExit(128 + number)

    numbers = (signal.SIGTERM, signal.SIGHUP)
    before = {number: signal.signal(number, leave) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)

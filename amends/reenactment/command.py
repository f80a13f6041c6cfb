"""`amends replay`: finds or rents a house, performs every dialogue, writes the results and sums up."""

import asyncio
import json
import tempfile
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from amends.records.database import Database, open_database
from amends.reenactment.chat import Chat
from amends.reenactment.duty import on_duty
from amends.reenactment.performance import Performance, Performer
from amends.reenactment.report import output_line, summarise
from amends.reenactment.source import Dialogue, read_dialogues
from amends.settings import Settings
from amends.supervisor.command import read_sign
from amends.supervisor.rental import rented_house

AT_ONCE = 4
# A turn may be tried again after its deadline, so its record may take several deadlines.
DEADLINES_PER_TURN = 4


@dataclass(frozen=True)
class Request:
    """What to replay, where to, how much of it, and whether an agent is on duty meanwhile."""

    source: Path
    out: Path
    limit: int | None = None
    on_duty: bool = False


def replay(settings: Settings, request: Request, console: Console) -> int:
    """Perform the request; return 0, or 1 when any dialogue ended in an error.

    Raises BadSource, OSError or HouseSilent, each with a text for the person at the terminal.
    """
    dialogues = read_dialogues(request.source, request.limit)
    request.out.parent.mkdir(parents=True, exist_ok=True)
    with a_house(settings, console) as (desk_url, database):
        performances = asyncio.run(_perform_all(desk_url, database, settings, request, dialogues, console))
    _write(request.out, performances)
    summary = summarise(performances)
    console.print(summary.as_text(), markup=False)
    for performance in performances:
        if performance.error:
            console.print(f"{performance.dialogue.dialogue_id}: {performance.error}", markup=False)
    console.print(f"written to {request.out}", markup=False)
    return 1 if summary.errors else 0


@contextmanager
def a_house(settings: Settings, console: Console) -> Iterator[tuple[str, Database]]:
    """The house of this home if it is running and answers; else one of its own for the duration."""
    sign = read_sign(settings.home)
    if sign and sign.get("database_url") == settings.database_url and _answers(str(sign["desk_url"])):
        console.print(f"using the house that runs at {sign['desk_url']}", markup=False)
        database = open_database(settings.database_url)
        try:
            yield str(sign["desk_url"]), database
        finally:
            database.close()
        return
    console.print("no house is running from this home: starting one for the replay", markup=False)
    with tempfile.TemporaryDirectory(prefix="amends-replay-") as folder, rented_house(Path(folder)) as house:
        database = open_database(house.database_url)
        try:
            yield house.desk_url, database
        finally:
            database.close()


async def _perform_all(
    desk_url: str,
    database: Database,
    settings: Settings,
    request: Request,
    dialogues: Sequence[Dialogue],
    console: Console,
) -> list[Performance]:
    waiting = asyncio.Semaphore(AT_ONCE)
    patience = settings.turn_deadline_s * DEADLINES_PER_TURN
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console) as progress:
        bar = progress.add_task("conversations", total=len(dialogues))
        async with (
            httpx.AsyncClient(base_url=desk_url, timeout=30, trust_env=False) as client,
            _duty(request, database),
        ):
            performer = Performer(Chat(client), database, patience)

            async def perform(dialogue: Dialogue) -> Performance:
                async with waiting:
                    performance = await performer.perform(dialogue)
                progress.advance(bar)
                return performance

            return list(await asyncio.gather(*map(perform, dialogues)))


@asynccontextmanager
async def _duty(request: Request, database: Database) -> AsyncIterator[None]:
    if not request.on_duty:
        yield
        return
    async with on_duty(database):
        yield


def _answers(desk_url: str) -> bool:
    try:
        return httpx.get(f"{desk_url}/health", timeout=3, trust_env=False).is_success
    except httpx.HTTPError:
        return False


def _write(out: Path, performances: Sequence[Performance]) -> None:
    draft = out.with_name(out.name + ".new")
    with draft.open("w", encoding="utf-8") as file:
        for performance in performances:
            file.write(json.dumps(output_line(performance), ensure_ascii=False) + "\n")
    draft.replace(out)

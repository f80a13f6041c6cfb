"""`amends what-if`: plays a recorded conversation again, exactly or with something changed, and compares."""

import asyncio
import json
import os
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from rich.console import Console

from amends.assistant_client import AssistantClient, AssistantError
from amends.coaching.comparison import Record, Turn, band_of, intent_of, names_of, replies_of, score_of
from amends.coaching.verdict import Verdict, deviation, exact_verdict, verdict
from amends.desk.rehearsal import NothingRecorded, NotPlayable, Rehearsal, RehearsalNotKept
from amends.records.database import open_database
from amends.rulebook import RulebookError
from amends.rulebook.playbook_file import load_playbook
from amends.settings import Settings
from amends.supervisor.child import Child
from amends.supervisor.house import ENDPOINTS
from amends.supervisor.ports import free_ports
from amends.supervisor.processes import Process, candidates
from amends.supervisor.readiness import HttpReadiness

PATIENCE_S = 180.0
LOOK_EVERY_S = 0.3
STOP_WITHIN_S = 8.0


class CannotPlay(Exception):
    """The conversation cannot be played; the text says why, and names file and line of a bad playbook."""


@dataclass(frozen=True)
class Request:
    """What to play; without playbook and model it is an exact replay."""

    conversation_id: str
    playbook: Path | None = None
    model: Path | None = None
    as_json: bool = False


def what_if(settings: Settings, request: Request, out: Console, errors: Console) -> int:
    """Play, print the verdict and return 0 when everything is identical, 1 when not. Raises CannotPlay."""
    instead = _instead(request.playbook)
    if request.model is not None and not request.model.is_file():
        raise CannotPlay(f"there is no model {request.model}")
    try:
        turns = asyncio.run(_play(settings, request, instead, errors))
    except NothingRecorded:
        raise CannotPlay(f"there is no conversation {request.conversation_id}") from None
    except (NotPlayable, RehearsalNotKept, AssistantError) as error:
        raise CannotPlay(str(error)) from error
    exact = request.playbook is None and request.model is None
    found = exact_verdict(turns) if exact else verdict(turns)
    if request.as_json:
        print(json.dumps(as_json(request.conversation_id, found, turns), ensure_ascii=False, indent=2))
    else:
        for line in in_words(turns, exact):
            out.print(line, markup=False, soft_wrap=True)
        out.print(found.sentence, markup=False, soft_wrap=True)
    return 0 if found.identical else 1


def as_json(conversation_id: str, found: Verdict, turns: list[Turn]) -> dict[str, Any]:
    """The verdict and both sides of every turn."""
    return {
        "conversation_id": conversation_id,
        "identical": found.identical,
        "first": found.first,
        "sentence": found.sentence,
        "turns": [
            {
                "number": turn.number,
                "differs": list(turn.parts),
                "recorded": _side(turn.recorded),
                "played": _side(turn.played),
            }
            for turn in turns
        ],
    }


def in_words(turns: list[Turn], exact: bool) -> list[str]:
    """One line for each turn that differs."""
    lines = []
    for turn in turns:
        if turn.parts:
            how = f": {deviation(turn)}" if turn.done_otherwise and not exact else ""
            lines.append(f"turn {turn.number:<4} differs in {', '.join(turn.parts)}{how}")
    return lines


def _side(record: Record) -> dict[str, Any]:
    return {
        "intent": intent_of(record),
        "score": score_of(record),
        "band": band_of(record),
        "moves": names_of(record),
        "replies": [reply.get("text") for reply in replies_of(record)],
    }


def _instead(playbook: Path | None) -> Mapping[str, str] | None:
    if playbook is None:
        return None
    try:
        load_playbook(playbook)
    except RulebookError as error:
        raise CannotPlay(str(error)) from None
    return {"playbook": playbook.read_text(encoding="utf-8")}


async def _play(
    settings: Settings, request: Request, instead: Mapping[str, str] | None, errors: Console
) -> list[Turn]:
    database = open_database(settings.database_url)
    try:
        async with _assistant(settings, request.model, errors) as client:
            rehearsal = Rehearsal(client, database)
            if instead is None and request.model is None:
                return [turn async for turn in rehearsal.replay(request.conversation_id)]
            return [turn async for turn in rehearsal.play(request.conversation_id, instead=instead)]
    finally:
        database.close()


@asynccontextmanager
async def _assistant(
    settings: Settings, model: Path | None, errors: Console
) -> AsyncIterator[AssistantClient]:
    """The running house's assistant, or one beside it with another model for as long as it takes."""
    async with _client(settings.assistant_urls[0], settings) as ours:
        if not (await ours.health()).ready:
            raise CannotPlay("the assistant does not answer; start the house with `amends up` first")
        if model is None:
            yield ours
            return
    errors.print(f"starting an assistant with {model}", markup=False, soft_wrap=True)
    async with _beside(settings, model) as url, _client(url, settings) as client:
        yield client


@asynccontextmanager
async def _client(url: str, settings: Settings) -> AsyncIterator[AssistantClient]:
    client = AssistantClient(url, settings.secret, settings.turn_deadline_s)
    try:
        yield client
    finally:
        await client.aclose()


@asynccontextmanager
async def _beside(settings: Settings, model: Path) -> AsyncIterator[str]:
    [port] = free_ports(1)
    url = f"http://127.0.0.1:{port}"
    other = settings.model_copy(
        update={"candidate_model": str(model.resolve()), "candidate_port": port, "candidate_url": url}
    )
    (process,) = candidates(other, settings.home / ENDPOINTS, os.environ)
    log = settings.home / "logs" / "what-if.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    child = await Child.start(process, log)
    try:
        await _until_ready(process, child, model)
        yield url
    finally:
        await child.stop(STOP_WITHIN_S)
        # Only now is its pipe read to the end and closed.
        await child.wait()


async def _until_ready(process: Process, child: Child, model: Path) -> None:
    try:
        async with asyncio.timeout(PATIENCE_S), httpx.AsyncClient(trust_env=False) as client:
            is_ready = HttpReadiness(client)
            while not await is_ready(process):
                if child.has_ended:
                    last = next((line for line in reversed(child.last_lines) if line.strip()), "")
                    raise CannotPlay(f"the assistant with {model} ended: {last[:200]}")
                await asyncio.sleep(LOOK_EVERY_S)
    except TimeoutError:
        raise CannotPlay(f"the assistant with {model} was not ready within {PATIENCE_S:g} s") from None

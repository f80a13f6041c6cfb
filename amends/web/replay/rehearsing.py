"""What the pages that rehearse share: with which assistant, how many at once, and what can go wrong."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from fastapi import HTTPException, Request

from amends.assistant_client import AssistantError, AssistantUnavailable, TurnRejected
from amends.desk.rehearsal import NothingRecorded, NotPlayable, Rehearsal, RehearsalNotKept
from amends.web.replay.considered_view import ConsideredView, considered_view
from amends.web.replay.reading_view import ReadingView, reading_view

OURS, CANDIDATE = "ours", "candidate"
# Customers' turns run in the same assistant; each rehearsed turn may stand before one of theirs.
AT_ONCE = 2


class CannotRehearse(Exception):
    """A rehearsal came to nothing; the text is for the trainer."""


@dataclass(frozen=True)
class Played:
    """One turn as a page shows it, recorded or rehearsed."""

    text: str
    reading: ReadingView
    ledger: dict[str, Any] | None
    moves: list[dict[str, Any]]
    considered: ConsideredView
    steps: list[dict[str, Any]]
    replies: list[dict[str, Any]]
    handoff: dict[str, Any] | None


def played(record: dict[str, Any], text: str) -> Played:
    """The view of a turn's record beside what the customer said."""
    return Played(
        text=text,
        reading=reading_view(record.get("reading"), text),
        ledger=record.get("ledger"),
        moves=list(record.get("moves") or ()),
        considered=considered_view(record),
        steps=list(record.get("steps") or ()),
        replies=list(record.get("replies") or record.get("unsaid") or ()),
        handoff=record.get("handoff"),
    )


async def candidate_model(request: Request) -> str | None:
    """The id of the model that ours may be compared with, None when there is none that answers."""
    candidate = request.app.state.candidate
    health = await candidate.health() if candidate is not None else None
    return (health.model_id or "unnamed") if health is not None and health.ready else None


@asynccontextmanager
async def rehearsal(request: Request, model: str = OURS) -> AsyncIterator[Rehearsal]:
    """A rehearsal with one of the assistants, a few at a time; raises CannotRehearse and 404."""
    state = request.app.state
    assistant = state.candidate if model == CANDIDATE else state.assistant
    if assistant is None:
        raise CannotRehearse("There is no other model to play with.")
    if not hasattr(state, "rehearsals"):
        state.rehearsals = asyncio.Semaphore(AT_ONCE)
    async with state.rehearsals:
        try:
            yield Rehearsal(assistant, state.database)
        except NothingRecorded:
            raise HTTPException(404, "There is no such conversation, or no such turn in it.") from None
        except NotPlayable as error:
            raise CannotRehearse(f"{str(error)[:1].upper()}{str(error)[1:]}.") from None
        except RehearsalNotKept:
            raise CannotRehearse("The assistant is of an older version. Restart the house.") from None
        except AssistantUnavailable:
            raise CannotRehearse("The assistant is away just now. Try again in a moment.") from None
        except TurnRejected:
            raise CannotRehearse("The assistant does not understand what this was to begin from.") from None
        except AssistantError:
            raise CannotRehearse("The assistant failed on this. Its log says why.") from None

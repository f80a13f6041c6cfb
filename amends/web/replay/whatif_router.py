"""What if: a conversation played again, exactly, by other values of the playbook or by another model."""

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request, Response
from fastapi.concurrency import run_in_threadpool

from amends.coaching.comparison import Turn
from amends.coaching.verdict import exact_verdict, verdict
from amends.records.transcripts import Transcript
from amends.rulebook import DATA, RulebookError, load_rulebook
from amends.rulebook.playbook_settings import with_values
from amends.web.pages import render
from amends.web.plain_words import customer_name
from amends.web.replay.corrections_page import open_transcript
from amends.web.replay.rehearsing import (
    CANDIDATE,
    OURS,
    CannotRehearse,
    candidate_model,
    rehearsal,
)
from amends.web.replay.whatif_page import FIELD, sides, values_form

router = APIRouter(include_in_schema=False)

EXACT = "exact"
PLAYBOOK = DATA / "playbook.yml"
# Seconds that a turn takes on a quiet machine, for an honest word on how long it will take.
ABOUT_S = 0.06


@router.get("/conversations/{conversation_id}/what-if")
async def ask_what_if(request: Request, conversation_id: str, turn: str = "1") -> Response:
    """The page on which a trainer says what should be otherwise."""
    return render(request, "whatif.html", await _page(request, conversation_id, {}, OURS, turn))


@router.post("/conversations/{conversation_id}/what-if")
async def play_what_if(
    request: Request,
    conversation_id: str,
    how: Annotated[str, Form(max_length=20)] = "",
    model: Annotated[str, Form(max_length=20)] = OURS,
    turn: Annotated[str, Form(max_length=20)] = "1",
) -> Response:
    """Play the conversation; nothing of it is stored, so the answer is the page itself."""
    fields = await request.form()
    typed = {name.removeprefix(FIELD): str(value) for name, value in fields.items() if name.startswith(FIELD)}
    model = CANDIDATE if model == CANDIDATE else OURS
    page = await _page(request, conversation_id, typed, model, turn)
    text = with_values(PLAYBOOK.read_text(encoding="utf-8"), typed)
    try:
        load_rulebook(DATA, {"playbook": text})
        instead = {"playbook": text} if page["changed"] else None
        page |= await _played(request, conversation_id, how == EXACT, page, instead)
    except RulebookError as error:
        page["refused"] = str(error).replace(str(PLAYBOOK), "data/playbook.yml")
    except CannotRehearse as error:
        page["trouble"] = str(error)
    status = 422 if page["refused"] else 503 if page["trouble"] else 200
    if request.headers.get("HX-Request"):
        # htmx shows answers that say that all is well; the words in it say when it is not.
        return render(request, "_whatif_result.html", page)
    return render(request, "whatif.html", page, status=status)


async def _page(
    request: Request, conversation_id: str, typed: dict[str, str], model: str, turn: str
) -> dict[str, Any]:
    transcript = await run_in_threadpool(open_transcript, request, conversation_id)
    form = values_form(PLAYBOOK.read_text(encoding="utf-8"), typed)
    turns = len(transcript.turns)
    return {
        "conversation": transcript.conversation,
        "customer": _name(transcript),
        "turn_count": turns,
        "from_turn": _from(turn, turns),
        "seconds": max(1, round(turns * ABOUT_S)),
        "groups": form,
        "changed": [one for group in form for one in group.values if one.changed],
        "candidate": await candidate_model(request),
        "model": model,
        "refused": "",
        "trouble": "",
        "found": None,
        "exact": False,
        "turns": [],
    }


async def _played(
    request: Request,
    conversation_id: str,
    exact: bool,
    page: Mapping[str, Any],
    instead: Mapping[str, str] | None,
) -> dict[str, Any]:
    turns: list[Turn] = []
    async with rehearsal(request, OURS if exact else page["model"]) as playing:
        if exact:
            turns += [turn async for turn in playing.replay(conversation_id)]
        else:
            first = page["from_turn"]
            turns += [turn async for turn in playing.play(conversation_id, first, instead=instead)]
    found = exact_verdict(turns) if exact else verdict(turns)
    return {"found": found, "exact": exact, "turns": [sides(turn) for turn in turns]}


def _name(transcript: Transcript) -> str:
    return customer_name(
        transcript.customer.name if transcript.customer else None, transcript.conversation.id
    )


def _from(turn: str, turns: int) -> int:
    """The turn to begin with; what is no number of one means the first, and too high a one the last."""
    number = int(turn) if turn.isascii() and turn.isdigit() and len(turn) < 9 else 1
    return max(1, min(number, turns))

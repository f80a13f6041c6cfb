"""Fork: from a turn on, a trainer says what the customer might have said, and sees what would come of it."""

import json
from typing import Annotated, Any

from fastapi import APIRouter, Form, HTTPException, Query, Request, Response
from fastapi.concurrency import run_in_threadpool

from amends.records.transcripts import Transcript
from amends.web.pages import render
from amends.web.plain_words import customer_name
from amends.web.replay.corrections_page import mask_of, open_transcript
from amends.web.replay.fork_file import name_of, scenario_of
from amends.web.replay.fork_page import Message, before, messages_of, offered_in, really_said
from amends.web.replay.rehearsing import CannotRehearse, played, rehearsal

router = APIRouter(include_in_schema=False)

LONGEST_TEXT = 4_000
MOST_MESSAGES = 30
LONGEST_FORM = 200_000


@router.get("/conversations/{conversation_id}/fork")
async def begin_fork(
    request: Request, conversation_id: str, turn: Annotated[int, Query(ge=1, le=100_000)] = 1
) -> Response:
    """The conversation up to a turn, ready to be gone on with by hand."""
    return await _show(request, conversation_id, turn, [])


@router.post("/conversations/{conversation_id}/fork")
async def go_on(
    request: Request,
    conversation_id: str,
    turn: Annotated[int, Form(ge=1, le=100_000)],
    said: Annotated[str, Form(max_length=LONGEST_FORM)] = "[]",
    text: Annotated[str, Form(max_length=LONGEST_TEXT)] = "",
    press: Annotated[str, Form(max_length=400)] = "",
    back: Annotated[str, Form(max_length=4)] = "",
) -> Response:
    """One message more, or one less. All of it is played again each time, so nothing is kept anywhere."""
    try:
        messages = messages_of(json.loads(said))
    except (ValueError, RecursionError):
        raise HTTPException(400, "This page is out of order. Start the fork again.") from None
    if back:
        messages = messages[:-1]
    elif press:
        button_id, _, title = press.partition("|")
        messages.append(Message(title or button_id, button_id))
    elif text.strip():
        messages.append(Message(text))
    if len(messages) > MOST_MESSAGES:
        raise HTTPException(422, f"A fork goes on for {MOST_MESSAGES} messages at most.")
    return await _show(request, conversation_id, turn, messages)


async def _show(request: Request, conversation_id: str, turn: int, messages: list[Message]) -> Response:
    transcript = await run_in_threadpool(open_transcript, request, conversation_id)
    if not 1 <= turn <= len(transcript.turns) + 1:
        raise HTTPException(404, "This conversation has no such turn.")
    page = _page(transcript, turn, messages)
    try:
        async with rehearsal(request) as playing:
            records = await playing.fork(conversation_id, turn, [message.to_dict() for message in messages])
    except CannotRehearse as error:
        # What was typed last is given back, so that nothing has to be typed again.
        page |= {**_carried(messages[:-1]), "trouble": str(error), "again": messages[-1:]}
        return render(request, "fork.html", page, status=503)
    turns = [played(record, message.text) for record, message in zip(records, messages, strict=True)]
    page |= {"turns": turns, "offered": offered_in(turns[-1].replies) if turns else page["offered"]}
    if messages:
        page |= {
            "test": scenario_of(transcript, turn, messages, records, mask_of(transcript)),
            "test_name": name_of(conversation_id, turn),
        }
    return render(request, "fork.html", page)


def _page(transcript: Transcript, turn: int, messages: list[Message]) -> dict[str, Any]:
    past = before(transcript, turn)
    name = transcript.customer.name if transcript.customer else None
    return {
        "conversation": transcript.conversation,
        "customer": customer_name(name, transcript.conversation.id),
        "number": turn,
        "past": past,
        "really": really_said(transcript, turn),
        **_carried(messages),
        "offered": offered_in(past[-1].replies) if past else [],
        "turns": [],
        "again": [],
        "trouble": "",
        "test": "",
        "test_name": "",
    }


def _carried(messages: list[Message]) -> dict[str, Any]:
    return {"messages": messages, "state": json.dumps([message.to_list() for message in messages])}

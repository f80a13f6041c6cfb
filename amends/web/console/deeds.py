"""What an agent can do in the console: each deed is a form that also works without scripts."""

from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request, Response
from fastapi.concurrency import run_in_threadpool

from amends.casework.handoff import WRAP_UPS
from amends.records import handoffs, ids
from amends.web.console import doing
from amends.web.console.canned_promise import words_given
from amends.web.console.showing import (
    answer_deed,
    conversation_page,
    conversation_path,
    queue_of,
    view_of,
)
from amends.web.console.typed_promise import words_typed
from amends.web.pages import SECURITY_HEADERS, redirect, render
from amends.web.row_id import RowId
from amends.web.signin.guards import Signed
from amends.web.signin.visitor import now_utc

router = APIRouter()

MAX_TEXT = 4000
MOST_AT_ONCE = 20
TOO_LATE = "You could not accept this conversation: it does not wait any more."
NOT_FREE = "You could not take this conversation up: somebody else has it."


@router.post("/duty")
async def switch_duty(
    request: Request,
    visitor: Signed,
    on_duty: Annotated[str, Form()] = "",
    most_at_once: Annotated[int, Form(ge=0, le=MOST_AT_ONCE)] = 0,
) -> Response:
    """Go on duty or off, and say how many conversations may be offered at once; what is not given stays."""
    agents = request.app.state.desk.agents
    if on_duty:
        await agents.set_duty(visitor.user_id, on_duty == "yes")
        await agents.seen(visitor.user_id)
    if most_at_once:
        await agents.set_most_at_once(visitor.user_id, most_at_once)
    if request.headers.get("HX-Request"):
        return render(request, "_duty.html", await run_in_threadpool(queue_of, request, visitor, None))
    return redirect("/console")


@router.post("/handoffs/{handoff_id}/accept")
async def accept(request: Request, visitor: Signed, handoff_id: RowId) -> Response:
    """Take a waiting customer; of two agents who try, one gets them and the other learns who."""
    held = await doing.accept(request.app.state.desk, handoff_id, visitor.user_id)
    if held is not None:
        # The briefing is read before the first word is said.
        return redirect(f"{conversation_path(held.conversation_id)}#briefing")
    conversation_id = await run_in_threadpool(_conversation_of, request, handoff_id)
    return await _too_late(request, visitor, conversation_id, TOO_LATE)


@router.post("/handoffs/{handoff_id}/decline")
async def decline(request: Request, visitor: Signed, handoff_id: RowId) -> Response:
    """Let an offer go to the next agent; the customer goes on waiting for a person."""
    await doing.decline(request.app.state.desk, handoff_id, visitor.user_id)
    if request.headers.get("HX-Request"):
        return Response(status_code=204, headers=dict(SECURITY_HEADERS))
    return redirect("/console")


@router.post("/conversations/{conversation_id}/take-up")
async def take_up(request: Request, visitor: Signed, conversation_id: str) -> Response:
    """Take a conversation that no handoff is open for, as for a callback that is due."""
    held = await doing.take_up(request.app.state.desk, conversation_id, visitor.user_id)
    if held is not None:
        return redirect(f"{conversation_path(conversation_id)}#briefing")
    return await _too_late(request, visitor, conversation_id, NOT_FREE)


@router.post("/conversations/{conversation_id}/messages")
async def reply(
    request: Request,
    visitor: Signed,
    conversation_id: str,
    text: Annotated[str, Form()] = "",
    client_id: Annotated[str, Form(max_length=64)] = "",
    fence: Annotated[int, Form()] = -1,
) -> Response:
    """Say something to the customer; the same client id twice is said once."""
    _check(text)
    desk = request.app.state.desk
    # A sentence that gives a word with its due time is a promise, and goes on record with the message.
    now = now_utc(request)
    given = await run_in_threadpool(words_given, text, visitor.name, now)
    given += await run_in_threadpool(words_typed, text, visitor.name, now, given)
    refused = await doing.say(
        desk, conversation_id, visitor.user_id, text, client_id or ids.new_id(), fence, given
    )
    return await answer_deed(request, visitor, conversation_id, refused, draft=text)


@router.post("/conversations/{conversation_id}/notes")
async def write_note(
    request: Request,
    visitor: Signed,
    conversation_id: str,
    text: Annotated[str, Form()] = "",
    note_id: Annotated[str, Form(max_length=64)] = "",
) -> Response:
    """Keep a note for colleagues; customers never see it, and the same id twice is kept once."""
    _check(text)
    await run_in_threadpool(view_of, request, visitor, conversation_id, with_lines=False)
    desk = request.app.state.desk
    refused = await doing.write_note(desk, conversation_id, visitor.user_id, note_id or ids.new_id(), text)
    return await answer_deed(request, visitor, conversation_id, refused, note_draft=text)


@router.post("/conversations/{conversation_id}/typing")
async def type_along(
    request: Request, visitor: Signed, conversation_id: str, on: Annotated[str, Form()] = "yes"
) -> Response:
    """Let the customer see that the agent is typing; only the holder's typing is shown."""
    view = await run_in_threadpool(view_of, request, visitor, conversation_id, with_lines=False)
    if view.standing.state != "mine":
        raise HTTPException(409, doing.NOT_YOURS)
    await request.app.state.desk.agents.types(conversation_id, visitor.name, on == "yes")
    return Response(status_code=204, headers=dict(SECURITY_HEADERS))


@router.post("/conversations/{conversation_id}/return")
async def hand_back(
    request: Request,
    visitor: Signed,
    conversation_id: str,
    fence: Annotated[int, Form()] = -1,
    note: Annotated[str, Form(max_length=MAX_TEXT)] = "",
) -> Response:
    """Give the conversation back to the assistant, with a note for colleagues if there is one."""
    refused = await doing.hand_back(
        request.app.state.desk, conversation_id, visitor.user_id, fence, note.strip()
    )
    return await answer_deed(request, visitor, conversation_id, refused, note_draft=note)


@router.post("/conversations/{conversation_id}/complete")
async def complete(
    request: Request,
    visitor: Signed,
    conversation_id: str,
    fence: Annotated[int, Form()] = -1,
    disposition: Annotated[str, Form(max_length=64)] = "",
    note: Annotated[str, Form(max_length=MAX_TEXT)] = "",
) -> Response:
    """End the conversation with its wrap-up; the customer is told that it has ended."""
    if disposition not in WRAP_UPS:
        raise HTTPException(422, "Choose how the conversation went before you end it.")
    refused = await doing.complete(
        request.app.state.desk, conversation_id, visitor.user_id, fence, disposition, note.strip()
    )
    return await answer_deed(request, visitor, conversation_id, refused, note_draft=note)


def _check(text: str) -> None:
    if not text.strip():
        raise HTTPException(422, "There is nothing to send yet.")
    if len(text) > MAX_TEXT:
        raise HTTPException(413, f"A message may have {MAX_TEXT} characters; this one has {len(text)}.")


def _conversation_of(request: Request, handoff_id: int) -> str:
    with request.app.state.database.reading() as session:
        handoff = handoffs.find_handoff(session, handoff_id)
        if handoff is None:
            raise HTTPException(404, doing.NO_HANDOFF)
        return handoff.conversation_id


async def _too_late(request: Request, visitor: Signed, conversation_id: str, words: str) -> Response:
    # The page itself says who has the conversation now.
    return await run_in_threadpool(
        conversation_page, request, visitor, conversation_id, notice=words, status=409
    )

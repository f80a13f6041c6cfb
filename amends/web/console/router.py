"""The console's pages and what an agent can do in them; every one of them is for agents only."""

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, HTTPException, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from sse_starlette import EventSourceResponse

from amends.records import handoffs, ids, queue, transcripts, users
from amends.web.console import doing
from amends.web.console.conversation_page import ConversationView, conversation_view
from amends.web.console.events import Watch, hints
from amends.web.console.queue_page import queue_context
from amends.web.pages import SECURITY_HEADERS, redirect, render
from amends.web.signin.guards import Signed, agents_only
from amends.web.signin.visitor import Visitor, find_visitor, now_utc, token_of

router = APIRouter(prefix="/console", include_in_schema=False, dependencies=[Depends(agents_only)])

MAX_TEXT = 4000
TOO_LATE = "You could not accept this conversation: it does not wait any more."


@router.get("")
def show_queue(request: Request, visitor: Signed) -> Response:
    """The queue, with nothing open."""
    return render(request, "console.html", _queue(request, visitor, None))


@router.get("/queue")
def refresh_queue(request: Request, visitor: Signed, current: str | None = None) -> Response:
    """The queue alone, for a page that is open already."""
    return render(request, "_queue.html", _queue(request, visitor, current))


@router.get("/conversations/{conversation_id}")
def show_conversation(request: Request, visitor: Signed, conversation_id: str) -> Response:
    """A conversation with its briefing; reading it changes nothing."""
    return _conversation_page(request, visitor, conversation_id)


@router.get("/conversations/{conversation_id}/live")
def refresh_conversation(request: Request, visitor: Signed, conversation_id: str) -> Response:
    """Head, transcript and briefing alone, for a page that is open already."""
    view = _view(request, visitor, conversation_id)
    return render(request, "_live.html", {"view": view})


@router.get("/events")
async def listen(
    request: Request, visitor: Signed, conversation: Annotated[str | None, Query(max_length=64)] = None
) -> Response:
    """The page's live line; while it is open the agent counts as present."""
    database, token = request.app.state.database, token_of(request)

    def still_signed_in() -> bool:
        found = find_visitor(database, token, now_utc(request))
        if found is None or found.role != "agent":
            return False
        with database.session() as session:
            users.saw_user(session, found.user_id, now_utc(request))
        return True

    events = hints(Watch(database, conversation), request.app.state.desk.hub, still_signed_in)
    return EventSourceResponse(events, ping=15, headers={**SECURITY_HEADERS, "Cache-Control": "no-store"})


@router.post("/duty")
def switch_duty(request: Request, visitor: Signed, on_duty: Annotated[str, Form()] = "no") -> Response:
    """Go on duty or off."""
    wanted = on_duty == "yes"
    with request.app.state.database.session() as session:
        users.set_on_duty(session, visitor.user_id, wanted)
        users.saw_user(session, visitor.user_id, now_utc(request))
    if request.headers.get("HX-Request"):
        return render(request, "_duty.html", {"on_duty": wanted})
    return redirect("/console")


@router.post("/handoffs/{handoff_id}/accept")
async def accept(request: Request, visitor: Signed, handoff_id: int) -> Response:
    """Take a waiting customer; of two agents who try, one gets them and the other learns who."""
    first = await doing.accept(request.app.state.desk, handoff_id, visitor.user_id)
    conversation_id = await run_in_threadpool(_conversation_of, request, handoff_id)
    if first:
        return redirect(f"/console/conversations/{conversation_id}")
    # The page itself says who has the conversation now.
    return await run_in_threadpool(
        _conversation_page, request, visitor, conversation_id, notice=TOO_LATE, status=409
    )


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
    if not text.strip():
        raise HTTPException(422, "There is nothing to send yet.")
    if len(text) > MAX_TEXT:
        raise HTTPException(413, f"A message may have {MAX_TEXT} characters; this one has {len(text)}.")
    desk = request.app.state.desk
    refusal = await doing.say(desk, conversation_id, visitor.user_id, text, client_id or ids.new_id(), fence)
    if request.headers.get("HX-Request"):
        if refusal:
            raise HTTPException(409, refusal)
        return Response(status_code=204, headers=dict(SECURITY_HEADERS))
    return await _back_to(request, visitor, conversation_id, refusal, draft=text)


@router.post("/conversations/{conversation_id}/typing")
async def type_along(
    request: Request, visitor: Signed, conversation_id: str, on: Annotated[str, Form()] = "yes"
) -> Response:
    """Let the customer see that the agent is typing; only the holder's typing is shown."""
    view = await run_in_threadpool(_view, request, visitor, conversation_id)
    if view.standing.state == "mine":
        request.app.state.desk.agent_types(conversation_id, visitor.name, on == "yes")
    return Response(status_code=204, headers=dict(SECURITY_HEADERS))


@router.post("/conversations/{conversation_id}/return")
async def hand_back(
    request: Request, visitor: Signed, conversation_id: str, fence: Annotated[int, Form()] = -1
) -> Response:
    """Give the conversation back to the assistant."""
    refusal = await doing.hand_back(request.app.state.desk, conversation_id, visitor.user_id, fence)
    return await _back_to(request, visitor, conversation_id, refusal)


@router.post("/conversations/{conversation_id}/end")
async def end(
    request: Request, visitor: Signed, conversation_id: str, fence: Annotated[int, Form()] = -1
) -> Response:
    """End the conversation; the customer is told."""
    refusal = await doing.end(request.app.state.desk, conversation_id, visitor.user_id, fence)
    return await _back_to(request, visitor, conversation_id, refusal)


async def _back_to(
    request: Request, visitor: Visitor, conversation_id: str, refusal: str | None, draft: str = ""
) -> Response:
    if refusal is None:
        return redirect(f"/console/conversations/{conversation_id}")
    return await run_in_threadpool(
        _conversation_page, request, visitor, conversation_id, notice=refusal, status=409, draft=draft
    )


def _conversation_page(
    request: Request,
    visitor: Visitor,
    conversation_id: str,
    *,
    notice: str | None = None,
    status: int = 200,
    draft: str = "",
) -> Response:
    view = _view(request, visitor, conversation_id)
    known = {"view": view, "notice": notice, "draft": draft, "client_id": ids.new_id()}
    return render(
        request, "conversation.html", {**_queue(request, visitor, conversation_id), **known}, status=status
    )


def _conversation_of(request: Request, handoff_id: int) -> str:
    with request.app.state.database.reading() as session:
        handoff = handoffs.find_handoff(session, handoff_id)
        if handoff is None:
            raise HTTPException(404, "There is no such handoff.")
        return handoff.conversation_id


def _view(request: Request, visitor: Visitor, conversation_id: str) -> ConversationView:
    with request.app.state.database.reading() as session:
        transcript = transcripts.read_transcript(session, conversation_id)
    # Agents see what a person was asked for; the rest is between the customer and the assistant.
    if transcript is None or not transcript.handoffs:
        raise HTTPException(404, "There is no such conversation.")
    return conversation_view(transcript, visitor.user_id)


def _queue(request: Request, visitor: Visitor, current: str | None) -> Mapping[str, Any]:
    with request.app.state.database.reading() as session:
        entries = queue.open_handoffs(session)
    context = queue_context(entries, visitor.user_id, now_utc(request), current)
    return {**context, "on_duty": visitor.on_duty}

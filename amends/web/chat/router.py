"""The chat's addresses: open a conversation, send to it, follow it."""

import re
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse, Response
from sse_starlette import EventSourceResponse

from amends.desk.desk import Desk
from amends.desk.errors import UnknownConversation
from amends.web.chat.bodies import read_json_body
from amends.web.chat.pace import Paces
from amends.web.chat.stream import HEARTBEAT_S, PAGE, conversation_events
from amends.web.chat.validation import (
    Refusal,
    parse_after,
    parse_contact,
    parse_message,
    parse_object,
    parse_page,
)

LONGEST_ORIGIN = 255
# A reader that takes nothing for so long is gone, whatever its connection says.
SEND_TIMEOUT_S = 30

_CONVERSATION_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")

router = APIRouter(prefix="/chat")

# What the routes depend on is async although nothing in it waits: FastAPI would run it in a thread else, and
# four changes of thread cost a message more than storing it.


async def the_desk(request: Request) -> Desk:
    """The desk of this process."""
    desk: Desk = request.app.state.desk
    return desk


async def bearer_token(request: Request) -> str:
    """The token of the Authorization header; raises Refusal 401 when there is none."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise Refusal(
            401, "no_token", "Send the conversation's token in the header Authorization: Bearer <token>."
        )
    return token.strip()


async def conversation_id_of(conversation_id: str) -> str:
    """The id in the path; one that cannot be ours is as unknown as any other."""
    if not _CONVERSATION_ID.fullmatch(conversation_id):
        raise UnknownConversation(conversation_id)
    return conversation_id


async def the_paces(request: Request) -> Paces:
    """The limits of this process."""
    paces: Paces = request.app.state.paces
    return paces


TheDesk = Annotated[Desk, Depends(the_desk)]
ThePaces = Annotated[Paces, Depends(the_paces)]
Token = Annotated[str, Depends(bearer_token)]
Id = Annotated[str, Depends(conversation_id_of)]


@router.post("/conversations")
async def open_conversation(request: Request, desk: TheDesk, paces: ThePaces) -> Response:
    """Begin a conversation: 201 {id, token}; the token is shown this once."""
    page = parse_page(parse_object(await read_json_body(request)))
    paces.may_open(request)
    origin = request.headers.get("origin", "")[:LONGEST_ORIGIN]
    opened = await desk.open_conversation(origin=origin, page=page)
    return _json({"id": opened.conversation_id, "token": opened.token}, 201)


@router.post("/conversations/{conversation_id}/messages")
async def post_message(
    request: Request, conversation_id: Id, token: Token, desk: TheDesk, paces: ThePaces
) -> Response:
    """Store a message: 202 {seq}, and only once it is on disk."""
    message = parse_message(parse_object(await read_json_body(request)))
    paces.may_write(request, conversation_id, token)
    posted = await desk.post(conversation_id, token, message.client_id, message.text, message.button_id)
    return _json({"seq": posted.seq}, 202)


@router.get("/conversations/{conversation_id}/messages")
async def list_messages(request: Request, conversation_id: Id, token: Token, desk: TheDesk) -> Response:
    """One page of the log: 200 {events, more}."""
    after = parse_after(request.query_params.get("after"))
    await desk.admit(conversation_id, token)
    events = await desk.events(conversation_id, after, PAGE + 1)
    return _json({"events": events[:PAGE], "more": len(events) > PAGE}, 200)


@router.get("/conversations/{conversation_id}/events")
async def follow(request: Request, conversation_id: Id, token: Token, desk: TheDesk) -> Response:
    """The log as server-sent events, from the number in Last-Event-ID or `after` on."""
    after = parse_after(request.headers.get("last-event-id") or request.query_params.get("after"))
    await desk.admit(conversation_id, token)
    return EventSourceResponse(
        conversation_events(desk, conversation_id, after),
        ping=HEARTBEAT_S,
        send_timeout=SEND_TIMEOUT_S,
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


@router.post("/conversations/{conversation_id}/typing")
async def typing(
    request: Request, conversation_id: Id, token: Token, desk: TheDesk, paces: ThePaces
) -> Response:
    """The customer is typing: 204."""
    paces.may_hint(request, conversation_id, token)
    await desk.customer_types(conversation_id, token)
    return Response(status_code=204)


@router.post("/conversations/{conversation_id}/contact")
async def contact(
    request: Request, conversation_id: Id, token: Token, desk: TheDesk, paces: ThePaces
) -> Response:
    """Keep how to reach the customer: 204."""
    details = parse_contact(parse_object(await read_json_body(request)))
    paces.may_write(request, conversation_id, token)
    await desk.save_contact(conversation_id, token, details.name, details.email, details.phone)
    return Response(status_code=204)


def _json(body: dict[str, object], status: int) -> Response:
    return JSONResponse(body, status_code=status, headers={"Cache-Control": "no-store"})

"""Doors of the rooms: a whole router asks for a role, so that a new page is closed until it is opened."""

from typing import Annotated

from fastapi import Depends, HTTPException, Request
from fastapi.concurrency import run_in_threadpool

from amends.web.pages import SignInNeeded
from amends.web.refused import because
from amends.web.signin.origin import SAFE_METHODS, check_origin, check_token
from amends.web.signin.visitor import Visitor, find_visitor, now_utc, token_of


async def current_visitor(request: Request) -> Visitor:
    """Who is signed in; raises SignInNeeded otherwise, and 403 for a request forged by another site."""
    check_origin(request, request.app.state.settings.public_url)
    token = token_of(request)
    visitor = await run_in_threadpool(find_visitor, request.app.state.database, token, now_utc(request))
    if visitor is None:
        because(request, "session_unknown_or_over" if token else "not_signed_in")
        raise SignInNeeded
    request.state.visitor = visitor
    await check_token(request, visitor.csrf_secret)
    await _check_texts(request)
    return visitor


Signed = Annotated[Visitor, Depends(current_visitor)]


async def _check_texts(request: Request) -> None:
    """Raise 422 for a NUL, which no page of ours sends and PostgreSQL cannot look for, let alone keep."""
    given = [*request.path_params.values(), *request.query_params.values()]
    if request.method not in SAFE_METHODS:
        given += (await request.form()).values()
    if any(isinstance(text, str) and "\0" in text for text in given):
        because(request, "control_character")
        raise HTTPException(422, "What was sent holds a control character (U+0000).")


async def agents_only(request: Request, visitor: Signed) -> None:
    """Raise 403 for everybody but agents."""
    if visitor.role != "agent":
        because(request, "wrong_role")
        raise HTTPException(403, "The console is for agents. Your account is a trainer's.")


async def trainers_only(request: Request, visitor: Signed) -> None:
    """Raise 403 for everybody but trainers."""
    if visitor.role != "trainer":
        because(request, "wrong_role")
        raise HTTPException(403, "The replay room is for trainers. Your account is an agent's.")

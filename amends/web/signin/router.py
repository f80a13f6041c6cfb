"""The pages for signing in and out, and the front door that leads each person to their room."""

import math
import secrets
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request, Response
from fastapi.concurrency import run_in_threadpool

from amends.records import ids, offers, passwords, sessions, users
from amends.web.callers import caller
from amends.web.pages import redirect, render
from amends.web.plain_words import duration
from amends.web.refused import because
from amends.web.signin.guards import Signed
from amends.web.signin.origin import check_origin
from amends.web.signin.throttle import Throttle
from amends.web.signin.visitor import (
    ABSOLUTE_LIFETIME,
    ROOM_OF_ROLE,
    clear_cookie,
    find_visitor,
    now_utc,
    set_cookie,
    token_of,
)

router = APIRouter(include_in_schema=False)

MAX_FIELD = 1024
WRONG = "That e-mail address and password do not belong together."


@router.get("/")
async def front_door(request: Request, visitor: Signed) -> Response:
    """Lead a signed-in person to their room."""
    return redirect(visitor.room)


@router.get("/sign-in")
async def show_sign_in(request: Request, next: str = "") -> Response:
    """The sign-in form, or the room of whoever is signed in already."""
    state = request.app.state
    visitor = await run_in_threadpool(find_visitor, state.database, token_of(request), now_utc(request))
    if visitor is not None:
        return redirect(_onward(visitor.role, next))
    return _form(request, next=next)


@router.post("/sign-in")
async def sign_in(
    request: Request,
    email: Annotated[str, Form(max_length=MAX_FIELD)] = "",
    password: Annotated[str, Form(max_length=MAX_FIELD)] = "",
    next: Annotated[str, Form(max_length=MAX_FIELD)] = "",
) -> Response:
    """Check the password and open a fresh session; the old one of this browser ends."""
    state = request.app.state
    check_origin(request, state.settings.public_url)
    account, address = email.strip().lower(), caller(request)
    throttle = Throttle(state.database, state.settings.secret)
    wait = await run_in_threadpool(throttle.wait, account, address, now_utc(request))
    if wait:
        wait_s = math.ceil(wait.total_seconds())
        said = f"Too many attempts. Please wait {duration(wait_s)} and try again."
        headers = {"Retry-After": str(wait_s)}
        return _form(request, next=next, email=email, error=said, status=429, headers=headers)
    opened = await run_in_threadpool(_open_session, request, account, password)
    if opened is None:
        because(request, "wrong_password")
        return _form(request, next=next, email=email, error=WRONG, status=401)
    await run_in_threadpool(throttle.succeeded, account, address)
    role, token = opened
    response = redirect(_onward(role, next))
    set_cookie(response, state.settings.public_url, token)
    return response


@router.post("/sign-out")
async def sign_out(request: Request, visitor: Signed) -> Response:
    """End the session; whoever leaves is off duty."""

    def close() -> None:
        with request.app.state.database.session() as session:
            offers.set_duty(session, visitor.user_id, False, at=now_utc(request))
            sessions.end_session(session, visitor.token_hash)

    await run_in_threadpool(close)
    response = redirect("/sign-in")
    clear_cookie(response, request.app.state.settings.public_url)
    return response


def _open_session(request: Request, account: str, password: str) -> tuple[str, str] | None:
    database, now = request.app.state.database, now_utc(request)
    with database.reading() as session:
        user = users.user_by_email(session, account)
        known = (user.id, user.role, user.password_hash) if user is not None and user.active else None
    # An unknown account takes as long as a wrong password, so the time tells nobody who works here.
    matches = passwords.verify_password(known[2] if known else None, password)
    if known is None or not matches:
        return None
    token, csrf_token, old = secrets.token_urlsafe(32), secrets.token_urlsafe(32), token_of(request)
    with database.session() as session:
        if old:
            sessions.end_session(session, ids.hash_token(old))
        sessions.start_session(
            session,
            known[0],
            token_hash=ids.hash_token(token),
            csrf_token=csrf_token,
            at=now,
            expires_at=now + ABSOLUTE_LIFETIME,
        )
    return known[1], token


def _onward(role: str, target: str) -> str:
    """Only pages of the person's own room, so that a link cannot lead a fresh sign-in to another site."""
    room = ROOM_OF_ROLE[role]
    inside = target == room or target.startswith((f"{room}/", f"{room}?"))
    return target if inside and "\\" not in target else room


def _form(request: Request, *, status: int = 200, **context: Any) -> Response:
    headers = context.pop("headers", None)
    known = {"next": "", "email": "", "error": None, **context}
    return render(request, "sign_in.html", known, status=status, headers=headers)

"""Who is looking at a page, and the cookie by which the browser proves it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any

from fastapi import Request, Response

from amends.records import ids, sessions
from amends.web.signin.origin import masked

ABSOLUTE_LIFETIME = timedelta(hours=12)
# An open page keeps its session alive through its event stream, so idle means that no page is open.
IDLE_LIFETIME = timedelta(minutes=30)
# Writing on every request would cost a commit each; a minute is exact enough for an idle limit of thirty.
TOUCH_EVERY = timedelta(minutes=1)

ROOM_OF_ROLE = {"agent": "/console", "trainer": "/replay"}


@dataclass(frozen=True)
class Visitor:
    """A signed-in person."""

    user_id: int
    name: str
    email: str
    role: str
    on_duty: bool
    csrf_secret: str
    token_hash: str

    @cached_property
    def csrf_token(self) -> str:
        """What this page carries for its own requests."""
        return masked(self.csrf_secret)

    @property
    def room(self) -> str:
        """Where this person works."""
        return ROOM_OF_ROLE[self.role]


def now_utc(request: Request) -> datetime:
    """The time, or the test's time when the app was given a clock of its own."""
    clock = getattr(request.app.state, "clock", None)
    return clock() if clock else datetime.now(UTC)


def cookie_name(public_url: str) -> str:
    """Behind HTTPS the prefix makes browsers refuse such a cookie from a plain page or another subdomain."""
    return "__Host-amends" if public_url.startswith("https://") else "amends_session"


def set_cookie(response: Response, public_url: str, token: str) -> None:
    """Give the browser its token; no script can read it."""
    response.set_cookie(
        cookie_name(public_url),
        token,
        max_age=int(ABSOLUTE_LIFETIME.total_seconds()),
        httponly=True,
        secure=public_url.startswith("https://"),
        samesite="lax",
        path="/",
    )


def clear_cookie(response: Response, public_url: str) -> None:
    """Take the token back."""
    secure = public_url.startswith("https://")
    response.delete_cookie(cookie_name(public_url), path="/", secure=secure, httponly=True, samesite="lax")


def find_visitor(database: Any, token: str | None, now: datetime) -> Visitor | None:
    """The person of a token while the session lasts, noting that it is in use; otherwise None."""
    if not token:
        return None
    token_hash = ids.hash_token(token)
    with database.reading() as session:
        found = sessions.find_session(session, token_hash, now)
        if found is None or now - found.session.seen_at >= IDLE_LIFETIME:
            return None
        user, seen_at = found.user, found.session.seen_at
        visitor = Visitor(
            user.id, user.name, user.email, user.role, user.on_duty, found.session.csrf_token, token_hash
        )
    if now - seen_at >= TOUCH_EVERY:
        with database.session() as session:
            sessions.touch_session(session, token_hash, now)
    return visitor


def token_of(request: Request) -> str | None:
    """The session token that the browser sent, if any."""
    return request.cookies.get(cookie_name(request.app.state.settings.public_url))

"""The staff rooms over a fresh database, and browsers of people who are signed in."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from amends.records import ids, sessions, users
from amends.records.database import Database
from amends.web.signin.visitor import ABSOLUTE_LIFETIME
from tests.builders import a_database, a_person
from tests.staff_rooms import a_browser, staff_rooms

ADDRESS = "http://testserver"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A database of one's own."""
    opened = a_database(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def rooms(database: Database) -> FastAPI:
    """Sign-in, console and replay."""
    return staff_rooms(database, public_url=ADDRESS)


@pytest.fixture
def stranger(rooms: FastAPI) -> Iterator[Callable[[], httpx.Client]]:
    """Makes browsers that nobody has signed in from."""
    with ExitStack() as opened:
        yield lambda: opened.enter_context(a_browser(rooms, ADDRESS))


@pytest.fixture
def sign_in(database: Database, stranger: Callable[[], httpx.Client]) -> Callable[[str], httpx.Client]:
    """Gives a person's browser, signed in already; it sends its CSRF token with every request."""

    def make(email: str) -> httpx.Client:
        token, csrf_token, now = ids.new_token(), ids.new_token(), datetime.now(UTC)
        with database.session() as session:
            user = users.user_by_email(session, email)
            assert user is not None, f"{email} is nobody"
            sessions.start_session(
                session,
                user.id,
                token_hash=ids.hash_token(token),
                csrf_token=csrf_token,
                at=now,
                expires_at=now + ABSOLUTE_LIFETIME,
            )
        client = stranger()
        # The cookie jar of the standard library names a host without a dot so.
        client.cookies.set("amends_session", token, domain="testserver.local")
        client.headers["X-CSRF-Token"] = csrf_token
        return client

    return make


@pytest.fixture
def agent(database: Database, sign_in: Callable[[str], httpx.Client]) -> httpx.Client:
    """Sam Lee, an agent, signed in."""
    a_person(database, "Sam Lee")
    return sign_in("sam@example.com")


@pytest.fixture
def trainer(database: Database, sign_in: Callable[[str], httpx.Client]) -> httpx.Client:
    """Tess Moreau, a trainer, signed in."""
    a_person(database, "Tess Moreau", role="trainer")
    return sign_in("tess@example.com")


def csrf_of(page: str) -> str:
    """The token that a page carries for its own requests."""
    found = re.search(r'data-csrf="([^"]+)"', page)
    assert found, "the page carries no token"
    return found.group(1)

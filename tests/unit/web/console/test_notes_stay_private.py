"""Whatever agents write for one another is in nothing that a customer's door gives out."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from amends.records import ids, sessions
from amends.records.database import Database, open_database
from amends.records.handoffs import request_handoff
from amends.settings import Settings
from amends.web.app import create_app
from amends.web.signin.visitor import ABSOLUTE_LIFETIME
from tests.builders import a_person
from tests.databases import fresh_sqlite
from tests.desks import FAST
from tests.fakes.assistant_client import FakeAssistant
from tests.staff_rooms import served

ADDRESS = "http://127.0.0.1"
CANARY = "canary-7f3a: waives the fee if asked twice"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(fresh_sqlite(tmp_path))
    yield opened
    opened.close()


@pytest.fixture
def http(tmp_path: Path, database: Database) -> Iterator[httpx.Client]:
    settings = Settings(home=tmp_path, secret="x", public_url=ADDRESS)
    app = create_app(settings, assistant=FakeAssistant(), options=FAST)
    with served(app) as address, httpx.Client(base_url=address, timeout=10) as client:
        _sign_in(client, database)
        yield client


def _sign_in(http: httpx.Client, database: Database) -> None:
    agent_id, token, csrf, now = a_person(database), ids.new_token(), ids.new_token(), datetime.now(UTC)
    with database.session() as session:
        sessions.start_session(
            session,
            agent_id,
            token_hash=ids.hash_token(token),
            csrf_token=csrf,
            at=now,
            expires_at=now + ABSOLUTE_LIFETIME,
        )
    cookie = f"amends_session={token}"
    http.headers.update({"Cookie": cookie, "X-CSRF-Token": csrf, "Origin": ADDRESS, "Accept": "text/html"})


def test_notes_of_every_kind_are_in_nothing_that_the_customer_gets(
    http: httpx.Client, database: Database
) -> None:
    opened = http.post("/chat/conversations", json={}).json()
    chat, headers = f"/chat/conversations/{opened['id']}", {"Authorization": f"Bearer {opened['token']}"}
    http.post(f"{chat}/messages", json={"client_id": "one", "text": "hello?"}, headers=headers)
    handoff = _ask_for_a_person(database, opened["id"])

    page = f"/console/conversations/{opened['id']}"
    assert http.post(f"/console/handoffs/{handoff}/accept").status_code == 303
    note = {"text": CANARY, "note_id": "n1"}
    assert http.post(f"{page}/notes", data=note).status_code == 303
    http.post(f"{page}/return", data={"fence": "1", "note": f"back: {CANARY}"})
    http.post(f"{page}/take-up")
    ended = {"fence": "3", "note": f"end: {CANARY}", "disposition": "resolved"}
    assert http.post(f"{page}/complete", data=ended).status_code == 303

    # Agents see all three of them, so the test would notice if nothing had been written.
    shown = http.get(page).text
    assert [f"{kind}canary-7f3a" in shown for kind in ("back: ", "end: ")] == [True, True]
    # The stream gives everything and goes on for ever, so it is read until the conversation has ended.
    given = [http.get(f"{chat}/messages?after=0", headers=headers).text]
    with http.stream("GET", f"{chat}/events?after=0", headers=headers) as stream:
        for line in stream.iter_lines():
            given.append(line)
            if '"type":"closed"' in line.replace(" ", ""):
                break
    assert "has ended the conversation" in given[0]
    assert "canary" not in "\n".join(given)


def _ask_for_a_person(database: Database, conversation_id: str) -> int:
    with database.session() as session:
        handoff, _ = request_handoff(
            session, conversation_id, reason="customer_asked", summary="", at=datetime.now(UTC)
        )
        return handoff.id

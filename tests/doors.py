"""Tries every address of an application as everybody who might stand at its doors, and names the holes.

Nothing here knows the addresses: they come from the application's own table, so a new one is tried as well.
Closed is the default; what strangers may use is listed with the reason.
"""

import logging
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from fastapi.testclient import TestClient

from amends.records import ids, sessions
from amends.records.database import Database, open_database
from amends.records.tables import SignInSession, User
from amends.settings import Settings
from amends.web.app import create_app
from tests.builders import a_person, an_angry_conversation
from tests.databases import fresh_sqlite
from tests.desks import FAST
from tests.fakes.assistant_client import FakeAssistant

ADDRESS = "http://desk.example"
SAFE = ("GET", "HEAD", "OPTIONS")
METHODS = (*SAFE, "POST", "PUT", "PATCH", "DELETE")

OPEN_TO_ALL: Mapping[str, str] = {
    "/health": "service managers and load balancers ask it; it says nothing about anybody",
    "/sign-in": "whoever is not signed in must be able to sign in",
    "/widget.js": "shops load it into their pages",
    "/static": "style sheets and scripts hold nothing of anybody's; the sign-in page needs them",
    "/chat/conversations": "a customer needs no account; opening is limited per address",
}
OF_CUSTOMERS = "/chat/conversations/{conversation_id}"
ROOMS: Mapping[str, str] = {"/console": "agent", "/replay": "trainer"}
SIGNED_IN: Mapping[str, str] = {
    "/": "leads everybody to their own room",
    "/sign-out": "everybody may leave",
}
# What an agent may do to a conversation that they do not hold: that is how they come to hold it.
# A colleague who reads along may also leave a note for whoever comes next; customers never see it.
OF_EVERY_AGENT = ("/accept", "/take-up", "/decline", "/notes")
# Fields of every form there is; each address takes those that it knows.
FORM = {"text": "x", "client_id": "door-1", "note_id": "door-1", "note": "x", "on": "yes", "on_duty": "no",
        "disposition": "resolved", "most_at_once": "3", "status": "rejected", "subject": "intent",
        "turn_number": "1", "turn": "1", "right": "greet", "was": "thank", "q": "x"}  # fmt: skip


class Lines(logging.Handler):
    """The lines that were logged about refusals."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a line."""
        self.lines.append(record.getMessage())


@dataclass
class Persona:
    """Somebody at the door: what their browser sends, and the role in which they may come in."""

    name: str
    cookie: str | None = None
    csrf: str = ""
    role: str | None = None
    who: str = "nobody"


@dataclass
class World:
    """A running application with a conversation that Robin holds, and everybody who may knock."""

    app: FastAPI
    http: TestClient
    database: Database
    file: Path
    people: dict[str, int]
    conversation_id: str
    handoff_id: int
    log: Lines = field(default_factory=Lines)

    def session_of(self, name: str, **changed: Any) -> Persona:
        """A fresh session; `changed` are columns of it that are not as usual."""
        token, csrf, now = ids.new_token(), ids.new_token(), datetime.now(UTC)
        with self.database.session() as session:
            user = session.get_one(User, self.people[name])
            row = sessions.start_session(
                session, user.id, token_hash=ids.hash_token(token), csrf_token=csrf, at=now,
                expires_at=now + timedelta(hours=12),
            )  # fmt: skip
            for column, value in changed.items():
                setattr(row, column, value)
            valid = user.active and not changed
            role, who = (user.role, f"{user.role} {user.id}") if valid else (None, "nobody")
        return Persona(name, token, csrf, role, who)

    def callers(self) -> list[Persona]:
        """Everybody who may knock, each with a session of their own."""
        now = datetime.now(UTC)
        return [
            Persona("nobody"),
            self.session_of("agent"),
            self.session_of("trainer"),
            self.session_of("agent", expires_at=now - timedelta(seconds=1)),
            self.session_of("trainer", expires_at=now - timedelta(seconds=1)),
            self.session_of("agent", seen_at=now - timedelta(minutes=30)),
            self.session_of("trainer", seen_at=now - timedelta(minutes=30)),
            self.session_of("left agent"),
            self.session_of("left trainer"),
            Persona("forged cookie", ids.new_token(), "x"),
            Persona("odd cookie", "' OR 1=1 --", "x"),
        ]

    def doors(self) -> Iterator[tuple[str, str]]:
        """Every (path template, method) that the application knows."""
        for route in iter_route_contexts(self.app.routes):
            # A folder of files has no methods of its own; it is read.
            for method in sorted(route.methods or {"GET", "HEAD"}):
                yield str(route.path), method

    def ask(self, persona: Persona, path: str, method: str, **changed: str | None) -> httpx.Response:
        """One request as this persona's browser would send it; `changed` headers, None leaves one out."""
        headers: dict[str, str | None] = {
            "Origin": ADDRESS, "X-CSRF-Token": persona.csrf, "Accept": "text/html",
            "Cookie": f"amends_session={persona.cookie}" if persona.cookie else None,
        } | changed  # fmt: skip
        sent = {name: value for name, value in headers.items() if value is not None}
        form = {**FORM, "fence": str(self.fence())} if method not in SAFE else None
        return self.http.request(method, self.filled(path), headers=sent, data=form, follow_redirects=False)

    def filled(self, path: str) -> str:
        """A path template with what there is; a name that nobody foresaw becomes 1."""
        known = {"conversation_id": self.conversation_id, "handoff_id": str(self.handoff_id)}
        if path == "/static":
            return "/static/house.css"
        parts = [p.strip("{}").split(":")[0] if p.startswith("{") else None for p in path.split("/")]
        filled = [known.get(n, "1") if n else p for n, p in zip(parts, path.split("/"), strict=True)]
        return "/".join(filled)

    def fence(self) -> int:
        """The fence of the held conversation, so that only the holder is wrong."""
        with sqlite3.connect(self.file) as connection:
            return int(connection.execute("SELECT fence FROM conversations").fetchone()[0])

    def kept(self) -> list[str]:
        """Everything in the database but when people were last seen."""
        with sqlite3.connect(self.file) as connection:
            connection.execute("PRAGMA query_only = ON")
            tables = [
                row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type='table'")
            ]
            passing = ("sessions", "users", "desks", "leases", "failed_sign_ins")
            return [
                f"{table}: {row}"
                for table in sorted(tables)
                if table not in passing
                for row in connection.execute(f"SELECT * FROM {table}")
            ]

    def with_route(self, path: str, method: str, **settings: Any) -> "World":
        """Add an address to the application, as somebody in a hurry would."""
        self.app.add_api_route(path, settings.pop("endpoint"), methods=[method], **settings)
        return self


def a_world(folder: Path) -> Iterator[World]:
    """The whole application over a database of its own, started."""
    fresh_sqlite(folder)
    settings = Settings(home=folder, secret="x", public_url=ADDRESS)
    database = open_database(settings.database_url)
    people = {
        name: a_person(database, f"{name} person", role=name.split()[-1], email=f"{index}@example.com")
        for index, name in enumerate(("agent", "trainer", "left agent", "left trainer", "other agent"))
    }
    with database.session() as session:
        for name in ("left agent", "left trainer"):
            session.get_one(User, people[name]).active = False
    story = an_angry_conversation(database, id="held", at=datetime.now(UTC))
    handoff_id = story.handoff()
    story.held_by(people["other agent"], handoff_id)
    app = create_app(settings, assistant=FakeAssistant(), options=FAST)
    with TestClient(app, base_url=ADDRESS, raise_server_exceptions=False) as http:
        # Streams end at once instead of waiting for what will never come.
        app.state.desk.hub.close()
        world = World(app, http, database, folder / "amends.db", people, "held", handoff_id)
        logging.getLogger("amends.refused").addHandler(world.log)
        yield world
        logging.getLogger("amends.refused").removeHandler(world.log)
    database.close()


def may_enter(path: str, role: str | None) -> bool:
    """Whether somebody in this role may use the address; closed unless a rule opens it."""
    if path in SIGNED_IN:
        return role is not None
    return any(role == of and (path == room or path.startswith(f"{room}/")) for room, of in ROOMS.items())


def turned_away(answer: httpx.Response) -> bool:
    """Whether the answer is no, or the way to the sign-in page."""
    to_sign_in = answer.status_code == 303 and answer.headers["location"].startswith("/sign-in")
    return answer.status_code in (401, 403) or to_sign_in


def holes(world: World, under: str = "/") -> list[str]:
    """Addresses that answer whom they should not, or not those they should, or refuse without a line."""
    found = []
    for path, method in world.doors():
        if path in OPEN_TO_ALL or path.startswith(OF_CUSTOMERS) or not path.startswith(under):
            continue
        for persona in world.callers():
            world.log.lines.clear()
            answer = world.ask(persona, path, method)
            shown = f"{method} {path} as {persona.name} ({persona.role}): {answer.status_code}"
            # Signing out ends with the sign-in page too.
            refused = turned_away(answer) and not (path == "/sign-out" and persona.role)
            if refused == may_enter(path, persona.role):
                found.append(shown)
            elif refused and [line.rpartition(" to ")[2] for line in world.log.lines] != [persona.who]:
                found.append(f"{shown}, logged as {world.log.lines}")
            elif answer.status_code == 500:
                found.append(shown)
    return found


def forgeries(world: World, under: str = "/") -> list[str]:
    """Addresses that change something although the request was forged by another site."""
    found = []
    for path, method in world.doors():
        roles = [role for role in ("agent", "trainer") if may_enter(path, role) and path.startswith(under)]
        for role in roles if method not in SAFE else []:
            other = world.session_of(role).csrf
            forged: list[dict[str, str | None]] = [
                {"X-CSRF-Token": None}, {"X-CSRF-Token": ""}, {"X-CSRF-Token": "wrong"},
                {"X-CSRF-Token": other},
                {"Origin": "http://evil.example"}, {"Origin": "null"}, {"Origin": None},
                {"Origin": f"{ADDRESS}.evil.example"}, {"Origin": f"{ADDRESS}:8010"},
            ]  # fmt: skip
            for headers in forged:
                world.log.lines.clear()
                answer = world.ask(world.session_of(role), path, method, **headers)
                if answer.status_code != 403 or len(world.log.lines) != 1:
                    found.append(f"{method} {path} with {headers}: {answer.status_code} {world.log.lines}")
    return found


def session_rows(world: World) -> int:
    """How many sign-in sessions there are."""
    with world.database.reading() as session:
        return session.query(SignInSession).count()

"""A whole desk with people and conversations in every state, for tests that look at every page."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from fastapi import FastAPI
from fastapi.routing import iter_route_contexts

from amends.records.database import Database, open_database
from amends.records.tables import Note, Offer, Promise
from amends.settings import Settings
from amends.web.app import create_app
from tests.builders import Story, a_ledger, a_person, a_reading, an_angry_conversation
from tests.databases import fresh_sqlite
from tests.desks import FAST
from tests.fakes.assistant_client import FakeAssistant
from tests.staff_rooms import served

# Nothing happens by itself while pages are looked at.
STILL = replace(FAST, timers_every_s=3600.0)
LONG = "Nobody-has-answered-me-since-" * 6
# States of a conversation; each is a conversation's id too.
WAITING, OFFERED, MINE, OTHERS, RETURNED, EMPTY, NAMELESS = (
    "waiting", "offered", "mine", "others", "returned", "empty", "nameless",
)  # fmt: skip
CONVERSATIONS = (WAITING, OFFERED, MINE, OTHERS, RETURNED, EMPTY, NAMELESS)


@dataclass(frozen=True)
class Showcase:
    """Where the desk is and what its pages are made of."""

    address: str
    app: FastAPI
    database: Database

    def pages(self, room: str) -> Iterator[str]:
        """Every address of a room that can be read, filled in with conversations in every state."""
        for route in iter_route_contexts(self.app.routes):
            path = str(route.path)
            if "GET" not in (route.methods or ()) or not (path == room or path.startswith(f"{room}/")):
                continue
            if path.endswith("{conversation_id}"):
                ids = CONVERSATIONS
            else:
                # What hangs on a conversation looks the same for each; the empty one has nothing to show.
                ids = (WAITING, EMPTY) if "{conversation_id}" in path else ("",)
            yield from (_filled(path, each) for each in ids)


@contextmanager
def a_showcase(folder: Path) -> Iterator[Showcase]:
    """The whole application, served, with a desk full of life."""
    fresh_sqlite(folder)
    settings = Settings(home=folder, secret="x")
    database = open_database(settings.database_url)
    _people_and_conversations(database)
    app = create_app(settings, assistant=FakeAssistant(), options=STILL)
    with served(app) as address:
        yield Showcase(address, app, database)
    database.close()


def _filled(path: str, conversation_id: str) -> str:
    named = path.replace("{conversation_id}", conversation_id)
    return "/".join("1" if part.startswith("{") else part for part in named.split("/"))


def _people_and_conversations(database: Database) -> None:
    now = datetime.now(UTC)
    sam, kim = a_person(database, "Sam Lee"), a_person(database, "Kim Park-Oyelaran")
    a_person(database, "Tess Moreau", role="trainer")
    _a_waiting_one(database, now)
    offered = an_angry_conversation(
        database, id=OFFERED, at=now - timedelta(minutes=4), name="Marek Zielinski"
    )
    handoff = offered.handoff("legal_threat", "Speaks of a lawyer; lamp A-1007 late.", status="offered")
    mine = an_angry_conversation(database, id=MINE, at=now - timedelta(minutes=9), name="Ines Duarte")
    mine.held_by(sam, mine.handoff("frustration_peak", "The lamp is late; waited at home twice."))
    mine.message("agent", "I am Sam, a person, and I am looking at your order now.", agent_id=sam)
    mine.message("customer", f"At LAST. {LONG}", state="read", reading=a_reading("thank", 0.3, "irritated"))
    others = an_angry_conversation(database, id=OTHERS, at=now - timedelta(minutes=8), name="Li Wen")
    others.held_by(kim, others.handoff("vulnerable_customer", "May be vulnerable."))
    returned = an_angry_conversation(database, id=RETURNED, at=now - timedelta(days=2), name="Tomás Ó Briain")
    returned.handoff(status="returned", agent_id=sam, accepted_at=now, ended_at=now)
    Story(database, id=EMPTY, name=None, at=now - timedelta(minutes=1))
    nameless = Story(database, id=NAMELESS, name=None, at=now - timedelta(hours=3))
    nameless.turn("where is my parcel", "On its way.", ledger=a_ledger(0.1, "calm", 0.0))
    nameless.handoff(status="expired", ended_at=now)
    nameless.promise("A person calls back", "agent", timedelta(minutes=-5))
    with database.session() as session:
        session.add(Offer(handoff_id=handoff, agent_id=sam, offered_at=now, due_at=now + timedelta(hours=1)))
        session.add(Note(id="n1", conversation_id=MINE, agent_id=kim, text="Called us before.", at=now))
        broken = Promise(conversation_id=MINE, who="agent", what="We send a new lamp", status="broken")
        broken.made_at, broken.due_at = now - timedelta(hours=3), now - timedelta(hours=1)
        session.add(broken)


def _a_waiting_one(database: Database, now: datetime) -> None:
    waiting = an_angry_conversation(database, id=WAITING, at=now - timedelta(minutes=6))
    waiting.turn(
        f"You people never answer!! {LONG}",
        "You asked for a person, and a person is being found. What you told me is kept.",
        reading=a_reading("complain_about_service", 0.9, "hostile"),
        ledger=a_ledger(0.9, "hostile", 0.78, ("theirs", "capitals", 0.12)),
        buttons=[{"id": "give_contact", "title": "Leave my details"}, {"id": "no", "title": "No, thank you"}],
    )
    waiting.handoff("customer_asked", "Lamp A-1007 is late; waited at home twice.")

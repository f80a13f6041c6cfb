"""Readable test data: people, conversations and turns, written into a database as the running house would."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import func, select, update

from amends.records import passwords, users
from amends.records.database import Database, open_database
from amends.records.marks import marks_of
from amends.records.migrate import upgrade
from amends.records.tables import (
    Case,
    Conversation,
    Customer,
    Handoff,
    Message,
    Promise,
    Turn,
)

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
PASSWORD = "a very long test password"


def a_database(folder: Path) -> Database:
    """A new SQLite database in a folder, with the newest tables."""
    path = folder / "amends.db"
    path.write_bytes(_empty_database())
    return open_database(f"sqlite:///{path}")


@cache
def _empty_database() -> bytes:
    # Migrating takes far longer than copying what it made; closed, SQLite leaves all of it in one file.
    with TemporaryDirectory() as folder:
        path = Path(folder) / "amends.db"
        upgrade(f"sqlite:///{path}")
        return path.read_bytes()


@cache
def _password_hash() -> str:
    return passwords.hash_password(PASSWORD)


def a_person(
    database: Database,
    name: str = "Sam Lee",
    *,
    role: str = "agent",
    email: str | None = None,
    on_duty: bool = False,
) -> int:
    """An agent or a trainer who signs in with PASSWORD; their id."""
    address = email or f"{name.split()[0].lower()}@example.com"
    with database.session() as session:
        user = users.add_user(
            session, email=address, name=name, role=role, password_hash=_password_hash(), at=NOON
        )
        user.on_duty = on_duty
        user.last_seen_at = NOON if on_duty else None
        return user.id


def a_reading(
    intent: str = "report_late_delivery", score: float = 0.6, band: str = "frustrated", **more: Any
) -> dict[str, Any]:
    """A reading as the turn contract describes it."""
    reading: dict[str, Any] = {
        "intent": {"name": intent, "confidence": 0.91},
        "intent_ranking": [
            {"name": intent, "confidence": 0.91},
            {"name": "ask_order_status", "confidence": 0.05},
        ],
        "intents": [intent],
        "frustration": {"score": score, "band": band, "cues": []},
        "signals": {"complaint": 0.97, "wants_human": 0.04, "abuse": 0.01},
        "entities": [],
    }
    return reading | more


def a_ledger(
    score: float, band: str, previous: float, *contributions: tuple[str, str, float]
) -> dict[str, Any]:
    """A ledger; the contributions are (source, reason, value)."""
    entries = [
        {"source": source, "reason": reason, "value": value} for source, reason, value in contributions
    ]
    return {"score": score, "band": band, "previous": previous, "contributions": entries}


@dataclass
class Story:
    """Writes one conversation step by step; every step is a little later than the one before."""

    database: Database
    id: str = "conversation-000000001"
    at: datetime = NOON
    name: str | None = "Priya Nair"
    seq: int = 0
    turns: int = 0
    fence: int = 0
    case_reference: str | None = None
    texts: list[str] = field(default_factory=list)
    memory: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        with self.database.session() as session:
            customer = Customer(
                name=self.name, email="priya@example.com" if self.name else None, created_at=self.at
            )
            session.add(customer)
            session.flush()
            session.add(
                Conversation(id=self.id, customer_id=customer.id, origin="http://shop", opened_at=self.at)
            )

    def message(self, author: str, text: str, **more: Any) -> str:
        """The next entry of the log; its id."""
        self.seq += 1
        self.at += timedelta(seconds=7)
        row = {"id": f"{self.id}-{self.seq}", "seq": self.seq, "at": self.at, "fence": self.fence, **more}
        with self.database.session() as session:
            conversation = session.get_one(Conversation, self.id)
            conversation.next_seq = self.seq + 1
            session.add(Message(conversation_id=self.id, author=author, text=text, **row))
        if author == "customer":
            self.texts.append(text)
        return str(row["id"])

    def turn(
        self,
        said: str | list[str],
        reply: str,
        *,
        reading: dict[str, Any] | None = None,
        ledger: dict[str, Any] | None = None,
        moves: list[tuple[str, str]] | None = None,
        buttons: list[dict[str, str]] | None = None,
    ) -> int:
        """A customer's message (or a burst of them) and the assistant's answer."""
        parts = [said] if isinstance(said, str) else said
        ids = [self.message("customer", part, state="answered") for part in parts]
        self.turns += 1
        chosen = moves or [("acknowledge", "the customer is frustrated and nothing was acknowledged yet")]
        replies = [
            {
                "text": reply,
                "buttons": buttons or [],
                "move": chosen[0][0],
                "response": "utter_acknowledge_delay",
            }
        ]
        record = {
            "replies": replies,
            "reading": reading or a_reading(),
            "ledger": ledger or a_ledger(0.62, "frustrated", 0.2, ("theirs", "overall_wording", 0.42)),
            "moves": [{"move": move, "reason": reason} for move, reason in chosen],
            "state": {"version": 1, "slots": {"amends_state": dict(self.memory)}},
            "request": {
                "messages": [{"message_id": id, "text": text} for id, text in zip(ids, parts, strict=True)],
                "customer": {"name": self.name},
                "history": {"waited_s": 0.5},
                "duty": {"agents_on_duty": 0},
            },
            "steps": [
                {"action": "utter_acknowledge_delay", "policy": "DeescalationPolicy", "confidence": 1.0}
            ],
        }
        with self.database.session() as session:
            turn = Turn(
                conversation_id=self.id,
                number=self.turns,
                message_ids=ids,
                record=record,
                **marks_of(record),
                model_id="20261120-calm-river",
                elapsed_ms=34.2,
                started_at=self.at,
                finished_at=self.at,
            )
            session.add(turn)
            session.flush()
            session.execute(update(Message).where(Message.id.in_(ids)).values(turn_id=turn.id))
            session.get_one(Conversation, self.id).turn_count = self.turns
            turn_id = turn.id
        self.message("assistant", reply, turn_id=turn_id, move=chosen[0][0], buttons=buttons or [])
        return turn_id

    def case(self, reference: str | None = None, **more: Any) -> str:
        """The case that the complaint was logged under; its reference, the next free one unless given."""
        row = {
            "category": "delivery",
            "severity": "medium",
            "priority": "high",
            "stage": "received",
            "narrative": self.texts[0] if self.texts else "My order is late.",
            "order_number": "A-1007",
            "remedy_sought": "refund",
            "opened_at": self.at,
            **more,
        }
        with self.database.session() as session:
            number = session.scalar(select(func.count()).select_from(Case)) or 0
            reference = reference or f"C-2026-{number + 1:06d}"
            session.add(Case(reference=reference, conversation_id=self.id, **row))
        self.case_reference = reference
        return reference

    def handoff(self, reason: str = "customer_asked", summary: str = "", **more: Any) -> int:
        """A handoff that waits for an agent; its id."""
        with self.database.session() as session:
            row = Handoff(
                conversation_id=self.id,
                case_reference=self.case_reference,
                reason=reason,
                summary=summary,
                **{"status": "requested", "requested_at": self.at, **more},
            )
            session.add(row)
            session.flush()
            return row.id

    def held_by(self, agent_id: int, handoff_id: int) -> None:
        """The agent accepted the handoff."""
        self.fence += 1
        with self.database.session() as session:
            conversation = session.get_one(Conversation, self.id)
            conversation.holder, conversation.agent_id, conversation.fence = "agent", agent_id, self.fence
            handoff = session.get_one(Handoff, handoff_id)
            handoff.status, handoff.agent_id, handoff.accepted_at = "accepted", agent_id, self.at

    def promise(self, what: str, who: str = "assistant", due_in: timedelta = timedelta(hours=4)) -> None:
        """A word given to the customer."""
        with self.database.session() as session:
            session.add(
                Promise(
                    conversation_id=self.id,
                    case_reference=self.case_reference,
                    who=who,
                    what=what,
                    due_at=self.at + due_in,
                    made_at=self.at,
                )
            )

    def remembers(self, **memory: Any) -> None:
        """What the assistant's state holds from the next turn on: facts, remedying and so on."""
        self.memory |= memory


def an_angry_conversation(database: Database, **more: Any) -> Story:
    """Three turns with a late order, a case, a promise, and a customer who then asks for a person."""
    story = Story(database, **more)
    story.message("system", "You are chatting with an automated assistant (a bot).", type="notice")
    first = "This is the THIRD time I am asking. Where is my order A-1007?!"
    story.turn(
        first,
        "That is the third time you have had to ask, and it is still not there. I am the assistant, a bot.",
        reading=a_reading(
            score=0.71,
            frustration={
                "score": 0.71,
                "band": "frustrated",
                "cues": [
                    {"cue": "wording", "span": [0, len(first)], "weight": 0.64},
                    {"cue": "again_and_again", "span": [12, 22], "weight": 1.1},
                    {"cue": "capitals", "span": [12, 17], "weight": 0.45},
                    {"cue": "punctuation", "span": [len(first) - 2, len(first)], "weight": 0.3},
                ],
            },
            entities=[{"entity": "order_number", "value": "A-1007", "start": 51, "end": 57}],
        ),
        ledger=a_ledger(
            0.58,
            "frustrated",
            0.0,
            ("theirs", "again_and_again", 0.31),
            ("theirs", "overall_wording", 0.18),
            ("theirs", "capitals", 0.09),
        ),
        moves=[
            ("acknowledge", "the customer had to ask again and again"),
            ("inform", "first reply: say that this is the assistant"),
        ],
    )
    order = {
        "number": "A-1007",
        "item": "Walnut desk lamp",
        "status": "delayed",
        "ordered_on": "2026-11-02",
        "promised_for": "2026-11-09",
        "carrier": "Northway",
        "total": 84.5,
        "currency": "EUR",
    }
    story.remembers(facts={"order_number": "A-1007", "order": order})
    story.turn(
        ["I waited at home twice", "twice!! and nobody came"],
        "You stayed at home twice for the walnut desk lamp and it did not come. Is that right?",
        reading=a_reading("give_details", 0.66, "frustrated"),
        ledger=a_ledger(
            0.72,
            "frustrated",
            0.58,
            ("event", "order is delayed", 0.12),
            ("theirs", "overall_wording", 0.14),
            ("event", "decay", -0.12),
        ),
        moves=[("paraphrase", "the story is told and not yet confirmed")],
        buttons=[{"id": "affirm", "title": "Yes, that is right"}, {"id": "deny", "title": "Not quite"}],
    )
    story.case()
    story.promise("A person looks at the delivery with the carrier and writes to you")
    story.turn(
        "Yes. I want to talk to a real person, not a bot.",
        "I am getting a person for you. They will see everything you told me.",
        reading=a_reading(
            "request_agent", 0.78, "hostile", signals={"complaint": 0.8, "wants_human": 0.99, "abuse": 0.02}
        ),
        ledger=a_ledger(
            0.78, "hostile", 0.72, ("theirs", "asked for a person", 0.14), ("event", "decay", -0.08)
        ),
        moves=[("hand_off", "the customer asked for a person")],
    )
    return story

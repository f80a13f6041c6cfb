import asyncio
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from amends.records.database import Database, open_database
from amends.records.migrate import upgrade
from amends.records.tables import Conversation, Message, Turn
from amends.reenactment.chat import Chat
from amends.reenactment.performance import Performance, Performer
from amends.reenactment.source import Dialogue

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


class FakeDesk:
    """Stores what is said and answers it at once, except where it is told to be silent or to give up."""

    def __init__(self, database: Database, silent_at: int = 0, gives_up_at: int = 0) -> None:
        self.database = database
        self.silent_at, self.gives_up_at = silent_at, gives_up_at
        self.said = 0

    def __call__(self, request: httpx.Request) -> httpx.Response:
        with self.database.session() as session:
            if request.url.path == "/chat/conversations":
                session.add(Conversation(id="c1", opened_at=NOW))
                return httpx.Response(201, json={"id": "c1", "token": "t"})
            self.said += 1
            state = "answered"
            if self.said == self.silent_at:
                state = "waiting"
            elif self.said == self.gives_up_at:
                state = "dead"
            name = f"m{self.said}"
            body = httpx.Response(200, content=request.content).json()
            session.add(
                Message(
                    id=name,
                    conversation_id="c1",
                    seq=self.said,
                    author="customer",
                    text=body["text"],
                    client_id=body["client_id"],
                    state=state,
                    at=NOW,
                )
            )
            if state == "answered":
                session.add(
                    Turn(
                        conversation_id="c1",
                        number=self.said,
                        message_ids=[name],
                        record={"replies": [{"text": f"answer {self.said}"}]},
                        elapsed_ms=1,
                        started_at=NOW,
                        finished_at=NOW,
                    )
                )
        return httpx.Response(202, json={"seq": self.said})


@pytest.fixture
def database(tmp_path: Path) -> Database:
    url = f"sqlite:///{tmp_path / 'amends.db'}"
    upgrade(url)
    return open_database(url)


def perform(database: Database, desk: FakeDesk) -> Performance:
    async def run() -> Performance:
        async with httpx.AsyncClient(transport=httpx.MockTransport(desk), base_url="http://desk") as client:
            return await Performer(Chat(client), database, patience_s=0.3).perform(Dialogue("d1", ("a", "b")))

    return asyncio.run(run())


def test_each_turn_is_awaited_and_comes_with_its_own_record(database: Database) -> None:
    done = perform(database, FakeDesk(database))
    assert [(turn.text, turn.record["replies"][0]["text"]) for turn in done.turns] == [
        ("a", "answer 1"),
        ("b", "answer 2"),
    ]
    assert done.error is None
    assert done.transcript is not None
    assert len(done.transcript.turns) == 2


def test_a_turn_without_an_answer_ends_the_dialogue_with_an_error(database: Database) -> None:
    done = perform(database, FakeDesk(database, silent_at=2))
    assert len(done.turns) == 1
    assert done.error == "turn 2: no answer within 0.3 s"


def test_a_message_that_the_desk_gave_up_on_is_an_error_at_once(database: Database) -> None:
    done = perform(database, FakeDesk(database, gives_up_at=1))
    assert done.error is not None
    assert "turn 1: the desk gave up" in done.error

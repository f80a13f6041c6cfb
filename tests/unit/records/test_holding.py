from collections.abc import Callable
from datetime import datetime
from itertools import count

import pytest

from amends.records.database import Database
from amends.records.handoffs import UnknownHandoff, find_handoff, request_handoff
from amends.records.holding import HandoffTaken, Held, NotTheHolder, accept, hand_back, say
from amends.records.log import ClientIdReused, Said, entries_after
from amends.records.tables import Conversation, User

HELLO = Said("m1", "c1", "Hello, I have read everything")


@pytest.fixture
def new_id() -> Callable[[], str]:
    numbers = count()
    return lambda: f"n{next(numbers)}"


@pytest.fixture
def handoff(database: Database, conversation: str, now: datetime) -> int:
    with database.session() as session:
        requested, _ = request_handoff(session, conversation, reason="customer_asked", summary="", at=now)
        return requested.id


@pytest.fixture
def held(database: Database, handoff: int, agent: int, new_id: Callable[[], str], now: datetime) -> Held:
    with database.session() as session:
        return accept(session, handoff, agent, new_id=new_id, at=now)


def test_accepting_makes_the_agent_the_holder_and_tells_so(
    database: Database, conversation: str, agent: int, held: Held
) -> None:
    assert held == Held(conversation, fence=1)
    with database.reading() as session:
        row = session.get_one(Conversation, conversation)
        assert (row.holder, row.agent_id, row.fence) == ("agent", agent, 1)
        (entry,) = entries_after(session, conversation, 0, 9)
        assert (entry.type, entry.holder, entry.name) == ("holder", "agent", "Robin")


def test_accepting_ones_own_again_changes_nothing(
    database: Database, handoff: int, agent: int, held: Held, new_id: Callable[[], str], now: datetime
) -> None:
    with database.session() as session:
        assert accept(session, handoff, agent, new_id=new_id, at=now) == held


def test_another_agent_comes_too_late(
    database: Database, handoff: int, held: Held, new_id: Callable[[], str], now: datetime
) -> None:
    with database.session() as session:
        other = User(email="o@example.com", name="O", role="agent", password_hash="-", created_at=now)
        session.add(other)
    with pytest.raises(HandoffTaken), database.session() as session:
        accept(session, handoff, other.id, new_id=new_id, at=now)


def test_an_unknown_handoff_cannot_be_accepted(
    database: Database, agent: int, new_id: Callable[[], str], now: datetime
) -> None:
    with pytest.raises(UnknownHandoff), database.session() as session:
        accept(session, 99, agent, new_id=new_id, at=now)


def test_the_first_words_make_the_handoff_active_and_twice_is_once(
    database: Database, conversation: str, agent: int, handoff: int, held: Held, now: datetime
) -> None:
    for _ in range(2):
        with database.session() as session:
            assert say(session, conversation, agent, HELLO, fence=held.fence, at=now) == 2
    with database.reading() as session:
        found = find_handoff(session, handoff)
        assert found is not None and (found.status, found.first_reply_at) == ("active", now)
        assert [entry.author for entry in entries_after(session, conversation, 1, 9)] == ["agent"]
    with pytest.raises(ClientIdReused), database.session() as session:
        say(session, conversation, agent, Said("m2", "c1", "Other"), fence=held.fence, at=now)


@pytest.mark.parametrize("fence", [0, 2])
def test_nobody_speaks_under_another_fence(
    database: Database, conversation: str, agent: int, held: Held, now: datetime, fence: int
) -> None:
    with pytest.raises(NotTheHolder), database.session() as session:
        say(session, conversation, agent, HELLO, fence=fence, at=now)


@pytest.mark.parametrize(
    ("completed", "status", "closed", "entry_type"),
    [(True, "completed", True, "closed"), (False, "returned", False, "holder")],
)
def test_handing_back_ends_the_handoff(
    database: Database,
    conversation: str,
    agent: int,
    handoff: int,
    held: Held,
    new_id: Callable[[], str],
    now: datetime,
    completed: bool,
    status: str,
    closed: bool,
    entry_type: str,
) -> None:
    with database.session() as session:
        back = hand_back(
            session, conversation, agent, fence=held.fence, completed=completed, new_id=new_id, at=now
        )
    assert back.fence == 2
    with database.reading() as session:
        row = session.get_one(Conversation, conversation)
        assert (row.holder, row.closed_at is not None) == ("assistant", closed)
        found = find_handoff(session, handoff)
        assert found is not None and (found.status, found.ended_at) == (status, now)
        assert entries_after(session, conversation, 1, 9)[0].type == entry_type
    with pytest.raises(NotTheHolder), database.session() as session:
        say(session, conversation, agent, HELLO, fence=held.fence, at=now)
